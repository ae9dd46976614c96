#include "router_fixture.h"

namespace cation::ipc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(RouterTest, APageThatHasProvedItselfIsHeard) {
  Page page = loaded_page();
  page.call(Kind::send, 100, 1, "greet", {"hello", 1});
  read(page);
  EXPECT_EQ(last, Router::Progress::idle);
  EXPECT_THAT(delegate.take(), ElementsAre(HasSubstr("send greet")));
  EXPECT_EQ(delegate.last_sender, (FrameKey{page.id, 1}));
}

TEST_F(RouterTest, AConnectionThatDoesNotBeginWithHelloIsClosed) {
  Page page(router);
  page.call(Kind::send, 100, 1, "greet");
  read(page);
  EXPECT_EQ(last, Router::Progress::closed);
  EXPECT_THAT(delegate.take(), ElementsAre("closed"));
  EXPECT_FALSE(page.is_open());
}

TEST_F(RouterTest, ATokenIsTakenOnceOnly) {
  Page first = loaded_page();
  Page second(router);
  second.hello("token");
  second.call(Kind::send, 100, 1, "steal");
  read(second);
  EXPECT_EQ(last, Router::Progress::closed);
  EXPECT_THAT(delegate.take(), ElementsAre("closed"));
  EXPECT_TRUE(first.is_open());
}

TEST_F(RouterTest, AGuessedTokenIsNeverHeard) {
  (void)loaded_page();
  Page page(router);
  page.hello("guess");
  page.call(Kind::send, 100, 1, "steal");
  read(page);
  EXPECT_EQ(last, Router::Progress::paused);
  EXPECT_THAT(delegate.take(), IsEmpty());
}

TEST_F(RouterTest, ARendererThatIsFasterThanTheShellWaitsForItsWord) {
  router.open(7);
  Page page(router);
  page.hello("early");
  page.attach(100, 1, "file:///early");
  page.call(Kind::send, 100, 1, "first");
  read(page);
  EXPECT_EQ(last, Router::Progress::paused);
  router.expect("early");
  EXPECT_THAT(delegate.take(), ElementsAre("resumed"));
  read(page);
  EXPECT_EQ(last, Router::Progress::paused) << "the page is not bound yet";
  EXPECT_THAT(delegate.take(), IsEmpty());
  router.bind(7, 100, "early");
  read(page);
  page.call(Kind::send, 100, 1, "second");
  read(page);
  EXPECT_THAT(delegate.take(), ElementsAre("attached file:///early", "resumed",
                                           HasSubstr("send first"), HasSubstr("send second")));
}

TEST_F(RouterTest, ARendererThatNamesAnothersPageIsNotHeard) {
  Page page = loaded_page();
  router.open(8);
  router.expect("other");
  router.bind(8, 200, "other");
  page.call(Kind::send, 200, 1, "steal");
  page.call(Kind::send, 100, 1, "more");
  read(page);
  EXPECT_EQ(last, Router::Progress::paused);
  EXPECT_THAT(delegate.take(), IsEmpty());
}

TEST_F(RouterTest, AProcessThatTakesADeadOnesPlaceIsHeardWhenTheShellHasSaidSo) {
  Page first = loaded_page();
  router.expect("second");
  Page second(router);
  second.hello("second");
  second.attach(100, 1, "file:///again");
  read(second);
  EXPECT_EQ(last, Router::Progress::paused);
  first.peer->link().close();
  read(first);
  router.unbind(100);
  EXPECT_THAT(delegate.take(), ElementsAre("detached file:///a", "closed"));
  router.bind(7, 100, "second");
  EXPECT_THAT(delegate.take(), ElementsAre("attached file:///again", "resumed"));
  EXPECT_EQ(router.main_frame(7)->key, (FrameKey{second.id, 1}));
}

TEST_F(RouterTest, AFloodOfStrangersKeepsNobodyOut) {
  Page known = loaded_page();
  std::vector<Page> strangers;
  for (std::size_t i = 0; i < max_strangers; ++i) strangers.emplace_back(router);
  EXPECT_THAT(delegate.take(), IsEmpty());
  Page next(router);
  EXPECT_THAT(delegate.take(), ElementsAre("closed"));
  EXPECT_FALSE(strangers.front().is_open());
  EXPECT_TRUE(strangers.back().is_open());
  EXPECT_TRUE(known.is_open());
  router.expect("late");
  next.hello("late");
  read(next);
  EXPECT_EQ(last, Router::Progress::idle);
}

TEST_F(RouterTest, AMalformedBodyHarmsItsSenderAlone) {
  Page page = loaded_page();
  std::string nonsense = "nonsense";
  page.say({.kind = Kind::frame_event,
            .page = 100,
            .frame = 1,
            .channel = "dom-ready",
            .body = std::as_bytes(std::span(nonsense))});
  read(page);
  EXPECT_EQ(last, Router::Progress::closed);
}

TEST_F(RouterTest, OrdersThatOnlyMainGivesCloseTheLink) {
  Page page = loaded_page();
  page.call(Kind::execute, 100, 1, "main", {"steal()"}, 1);
  read(page);
  EXPECT_EQ(last, Router::Progress::closed);
}

}  // namespace
}  // namespace cation::ipc
