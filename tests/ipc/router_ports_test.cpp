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
  Page page = page_of(router);
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

/// What main has told of ways: the link's number, and the other end's frame; sockets go to `fds`.
std::vector<std::string> ways_shown(Page& page, std::vector<link::UniqueFd>& fds) {
  std::vector<std::string> shown;
  (void)page.peer->dispatch([&](const Message& message, std::vector<link::UniqueFd>& came) {
    std::move(came.begin(), came.end(), std::back_inserter(fds));
    if (message.kind == Kind::port_way) {
      const auto way = *parse_way(message.body);
      shown.push_back("link " + std::to_string(way.link) + " to frame " +
                      std::to_string(way.frame) + " of page " + std::to_string(way.page));
    } else if (message.kind == Kind::link_closing) {
      shown.push_back("closing " + std::to_string(*parse_number(message.body)));
    }
  });
  return shown;
}

TEST_F(RouterTest, TwoDocumentsWithTheEndsOfAChannelShareALinkAsLongAsTheyHaveThem) {
  Page first = loaded_page();
  Page second = page_of(router, "other", 8, 200, 5, "file:///b");
  read(second);
  const auto [one, two] = router.ports().create();
  const auto message = *clone::encode("here");
  ASSERT_TRUE(router.post_message(ContentsId{7}, "port", message, {one}));
  ASSERT_TRUE(router.post_message(ContentsId{8}, "port", message, {two}));
  router.flush();
  std::vector<link::UniqueFd> fds;
  EXPECT_THAT(ways_shown(first, fds), ElementsAre("link 2 to frame 5 of page 200"));
  EXPECT_THAT(ways_shown(second, fds), ElementsAre("link 3 to frame 1 of page 100"));
  EXPECT_EQ(fds.size(), 2U);

  const auto sent = number_body(0);
  second.say({.kind = Kind::port_close, .call = 2, .page = 200, .frame = 5, .body = sent});
  read(second);
  router.flush();
  EXPECT_THAT(ways_shown(first, fds), ElementsAre("closing 2"));
  EXPECT_THAT(ways_shown(second, fds), ElementsAre("closing 3"));
}

TEST_F(RouterTest, ARendererThatSpeaksToMainAsToAnotherRendererIsClosed) {
  Page page = loaded_page();
  const auto met = met_body({1, 2, false});
  page.say({.kind = Kind::port_met, .call = 2, .page = 100, .frame = 1, .body = met});
  read(page);
  EXPECT_EQ(last, Router::Progress::closed);
}

TEST_F(RouterTest, AMalformedMessageWithPortsClosesItsSendersLink) {
  const std::string nonsense = "x";
  for (Kind kind : {Kind::post, Kind::port_message, Kind::port_close, Kind::port_returned,
                    Kind::port_way, Kind::port_lost}) {
    Recorder recorder;
    Router strict(recorder);
    Page page = page_of(strict);
    page.say({.kind = kind,
              .call = 1,
              .page = 100,
              .frame = 1,
              .body = std::as_bytes(std::span(nonsense))});
    EXPECT_EQ(strict.receive(page.id, all()), Router::Progress::closed);
  }
}

}  // namespace
}  // namespace cation::ipc
