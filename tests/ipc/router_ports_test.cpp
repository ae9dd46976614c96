#include "router_fixture.h"

namespace cation::ipc {
namespace {

using ::testing::ElementsAre;

TEST_F(RouterTest, APortOfADocumentComesWithItsMessageAndEndsWithTheDocument) {
  Page page = loaded_page();
  page.post(Kind::post, 1, "take", 0, {{.number = 1}}, "a port");
  read(page);
  EXPECT_THAT(delegate.take(), ElementsAre("post take \"a port\""));
  ASSERT_EQ(delegate.ports.size(), 1u);
  router.ports().start(delegate.ports[0]);
  page.post(Kind::port_message, 1, {}, 1, {}, "through it");
  read(page);
  EXPECT_THAT(delegate.take(), ElementsAre("due", "port 1 \"through it\""));
  page.attach(100, 2, "file:///b");
  read(page);
  router.ports().deliver();
  EXPECT_THAT(delegate.take(), ::testing::Contains("port 1 closed"));
  EXPECT_EQ(router.ports().count(), 0u);
}

TEST_F(RouterTest, APortThatWaitsForADocumentGoesToTheFirst) {
  router.open(7);
  const auto [near, far] = router.ports().create();
  const auto message = *clone::encode("here");
  ASSERT_TRUE(router.post_message(ContentsId{7}, "port", message, {far}));
  EXPECT_TRUE(router.ports().holds(far));
  router.expect("token");
  router.bind(7, 100, "token");
  Page page(router);
  page.hello("token");
  page.attach(100, 1, "file:///a");
  read(page);
  EXPECT_FALSE(router.ports().holds(far));
  EXPECT_TRUE(router.ports().holds(near));
}

TEST_F(RouterTest, APortThatWaitsForAContentsThatEndsIsClosed) {
  router.open(7);
  const auto [near, far] = router.ports().create();
  ASSERT_TRUE(router.post_message(ContentsId{7}, "port", *clone::encode("here"), {far}));
  router.end(7);
  router.ports().deliver();
  EXPECT_THAT(delegate.take(), ElementsAre("due", "port 1 closed"));
}

TEST_F(RouterTest, AMalformedMessageWithPortsClosesItsSendersLink) {
  const std::string nonsense = "x";
  for (Kind kind : {Kind::post, Kind::port_message, Kind::port_close, Kind::port_returned}) {
    Recorder recorder;
    Router strict(recorder);
    strict.open(7);
    strict.expect("token");
    strict.bind(7, 100, "token");
    Page page(strict);
    page.hello("token");
    page.attach(100, 1, "file:///a");
    page.say({.kind = kind,
              .call = 1,
              .page = 100,
              .frame = 1,
              .body = std::as_bytes(std::span(nonsense))});
    EXPECT_EQ(strict.receive(page.id, 100), Router::Progress::closed);
  }
}

}  // namespace
}  // namespace cation::ipc
