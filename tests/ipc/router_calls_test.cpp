#include <algorithm>
#include <array>

#include "router_fixture.h"

namespace cation::ipc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(RouterTest, AnInvokeWithoutAHandlerIsRejectedAtOnce) {
  Page page = loaded_page();
  page.call(Kind::invoke, 100, 1, "nobody", {}, 5);
  read(page);
  router.flush();
  EXPECT_THAT(page.heard(), ElementsAre(HasSubstr("No handler registered for 'nobody'")));
}

TEST_F(RouterTest, TheNearestHandlerAnswers) {
  Page page = loaded_page();
  auto of_all = *router.handlers().add({}, "ask");
  page.call(Kind::invoke, 100, 1, "ask", {}, 1);
  auto of_contents = *router.handlers().add(ContentsId{7}, "ask");
  read(page);
  page.call(Kind::invoke, 100, 1, "ask", {}, 2);
  read(page);
  auto of_frame = *router.handlers().add(router.main_place(7), "ask");
  page.call(Kind::invoke, 100, 1, "ask", {}, 3);
  read(page);
  EXPECT_THAT(delegate.take(), ElementsAre("invoke ask by " + std::to_string(of_contents),
                                           "invoke ask by " + std::to_string(of_contents),
                                           "invoke ask by " + std::to_string(of_frame)));
  EXPECT_EQ(router.handlers().find({}, 99, "ask"), of_all);
}

TEST_F(RouterTest, ASecondHandlerForAChannelIsRefused) {
  ASSERT_TRUE(router.handlers().add({}, "ask"));
  auto second = router.handlers().add({}, "ask");
  EXPECT_EQ(second.error().message, "Attempted to register a second handler for 'ask'");
  EXPECT_TRUE(router.handlers().remove({}, "ask"));
  EXPECT_FALSE(router.handlers().remove({}, "ask"));
  EXPECT_TRUE(router.handlers().add({}, "ask"));
}

TEST_F(RouterTest, AReplyGoesToTheCallThatAsked) {
  Page page = loaded_page();
  page.call(Kind::send_sync, 100, 1, "ask", {}, 41);
  page.call(Kind::send_sync, 100, 1, "ask", {}, 42);
  read(page);
  ASSERT_EQ(delegate.replies.size(), 2u);
  delegate.replies[1].resolve(*clone::encode(Value("yes")));
  delegate.replies[0].reject("no");
  router.flush();
  EXPECT_THAT(page.heard(), ElementsAre(HasSubstr("#42 \"yes\""), HasSubstr("#41")));
}

TEST_F(RouterTest, AReplyThatIsDroppedTellsTheCaller) {
  Page page = loaded_page();
  page.call(Kind::send_sync, 100, 1, "ask", {}, 41);
  read(page);
  delegate.replies.clear();
  router.flush();
  EXPECT_THAT(page.heard(), ElementsAre(HasSubstr("reply was never sent")));
}

TEST(Reply, MayOutliveItsRouter) {
  Recorder delegate;
  auto router = std::make_unique<Router>(delegate);
  router->open(7);
  router->expect("token");
  router->bind(7, 100, "token");
  Page page(*router);
  page.hello("token");
  page.attach(100, 1, "file:///a");
  page.call(Kind::send_sync, 100, 1, "ask", {}, 1);
  page.call(Kind::send_sync, 100, 1, "ask", {}, 2);
  router->receive(page.id, all());
  ASSERT_EQ(delegate.replies.size(), 2u);
  router.reset();
  delegate.replies[0].resolve(*clone::encode(Value("late")));
  delegate.replies.clear();
  EXPECT_FALSE(page.is_open());
}

TEST_F(RouterTest, AFileAndTheEnvironmentAreAskedForByOpenDocumentsAlone) {
  Page page = loaded_page();
  page.call(Kind::read_file, 100, 1, "/a.js", {}, 5);
  page.call(Kind::read_file, 100, 9, "/b.js", {}, 6);
  page.call(Kind::read_environment, 100, 1, "", {}, 7);
  page.call(Kind::read_environment, 100, 9, "", {}, 8);
  read(page);
  EXPECT_THAT(delegate.take(), ElementsAre("read /a.js", "environment"));
  delegate.replies[0].resolve(*clone::encode(Value("text")));
  delegate.replies[1].resolve(*clone::encode(Value("all")));
  router.flush();
  EXPECT_THAT(page.heard(),
              ElementsAre(HasSubstr("not open"), HasSubstr("not open"),
                          HasSubstr("resolve 1 #5 \"text\""), HasSubstr("resolve 1 #7 \"all\"")));
}

TEST_F(RouterTest, WordsOfGuestsAreThoseOfOpenDocuments) {
  Page page = loaded_page();
  page.call(Kind::guest, 100, 1, "create", {}, 5);
  page.call(Kind::guest, 100, 1, "destroy", {}, 0);
  page.call(Kind::guest, 100, 9, "create", {}, 6);
  page.call(Kind::guest, 100, 9, "destroy", {}, 0);
  page.call(Kind::to_guest, 100, 1, "hello", {}, 33);
  page.call(Kind::to_guest, 100, 9, "lost", {}, 33);
  page.call(Kind::to_host, 100, 1, "hello", {}, 0);
  page.call(Kind::to_host, 100, 9, "lost", {}, 0);
  read(page);
  EXPECT_THAT(delegate.take(),
              ElementsAre("guest create", "guest destroy", "to guest 33 hello", "to host hello"));
  ASSERT_EQ(delegate.replies.size(), 1u);
  delegate.replies[0].resolve(*clone::encode(Value(33)));
  router.flush();
  EXPECT_THAT(page.heard(), ElementsAre(HasSubstr("not open"), HasSubstr("resolve 1 #5 33")));
}

TEST_F(RouterTest, WhatAGuestSendsToItsHostBeginsWithWhoHasSentIt) {
  Page page = loaded_page();
  const auto body = clone_of({"hello"});
  ASSERT_TRUE(router.send_from_guest({page.id, 1}, 33, "news", {5, 6}, body));
  // Nothing goes to one that is not there.
  ASSERT_TRUE(router.send_from_guest({page.id, 9}, 33, "news", {5, 6}, body));
  router.flush();
  int count = 0;
  ASSERT_TRUE(page.peer->dispatch([&](const Message& message, auto&) {
    ++count;
    EXPECT_EQ(message.kind, Kind::to_host);
    EXPECT_EQ(message.call, 33u);
    EXPECT_EQ(message.channel, "news");
    const std::array<std::uint32_t, 2> sender{5, 6};
    const auto head = std::as_bytes(std::span(sender));
    EXPECT_TRUE(std::ranges::equal(message.body.first(8), head));
    EXPECT_EQ(clone::decode(message.body.subspan(8))->debug_string(), "[\"hello\"]");
  }));
  EXPECT_EQ(count, 1);
}

TEST_F(RouterTest, ACallOfADocumentThatIsNotOpenIsRejected) {
  Page page = loaded_page();
  page.call(Kind::invoke, 100, 9, "ask", {}, 1);
  read(page);
  router.flush();
  EXPECT_THAT(page.heard(), ElementsAre(HasSubstr("not open")));
}

TEST_F(RouterTest, WhatIsSentBeforeTheFirstDocumentWaitsForIt) {
  router.open(7);
  auto body = clone_of({1});
  ASSERT_TRUE(router.send(ContentsId{7}, "early", body));
  ASSERT_TRUE(router.send(ContentsId{7}, "later", body));
  Page page = page_of(router);
  read(page);
  router.flush();
  EXPECT_THAT(page.heard(), ElementsAre(HasSubstr("send 1 early"), HasSubstr("send 1 later")));
}

TEST_F(RouterTest, WhatWaitsForADocumentIsBounded) {
  router.open(7);
  std::vector<std::byte> large(1 << 20);
  Result<void> sent;
  int count = 0;
  while ((sent = router.send(ContentsId{7}, "x", large))) ASSERT_LT(++count, 100);
  EXPECT_EQ(sent.error().code, "ERR_LINK_FULL");
}

TEST_F(RouterTest, AListenerMayEndTheSenderWhileItIsTold) {
  Page page = loaded_page();
  delegate.while_sending = [&] {
    router.end(7);
    router.close(page.id);
    router.flush();
  };
  page.call(Kind::send, 100, 1, "one");
  page.call(Kind::send, 100, 1, "two");
  read(page);
  EXPECT_EQ(last, Router::Progress::closed);
  EXPECT_THAT(delegate.take(), ElementsAre(HasSubstr("send one"), "detached file:///a", "closed"));
}

}  // namespace
}  // namespace cation::ipc
