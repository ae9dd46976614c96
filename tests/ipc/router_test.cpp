#include "ipc/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <string>

#include "clone/decoder.h"
#include "clone/encoder.h"

namespace cation::ipc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::byte> clone_of(std::vector<Value> arguments) {
  return *clone::encode(Value::array(std::move(arguments)));
}

/// Writes down what it is told.
class Recorder : public Delegate {
 public:
  void on_send(const Frame& sender, std::string_view channel, Body arguments) override {
    note("send " + std::string(channel) + " " + clone::decode(arguments)->debug_string());
    last_sender = sender.key;
    if (while_sending) while_sending();
  }
  void on_send_sync(const Frame&, std::string_view channel, Body, Reply reply) override {
    note("sync " + std::string(channel));
    replies.push_back(std::move(reply));
  }
  void on_invoke(const Frame&, HandlerId handler, std::string_view channel, Body,
                 Reply reply) override {
    note("invoke " + std::string(channel) + " by " + std::to_string(handler));
    replies.push_back(std::move(reply));
  }
  void on_read_file(const Frame&, std::string_view path, Reply reply) override {
    note("read " + std::string(path));
    replies.push_back(std::move(reply));
  }
  void on_post(const Frame&, std::string_view channel, Body message,
               std::vector<PortId> carried) override {
    note("post " + std::string(channel) + " " + clone::decode(message)->debug_string());
    ports.insert(ports.end(), carried.begin(), carried.end());
  }
  void on_port_message(PortId port, Body message, std::vector<PortId> carried) override {
    note("port " + std::to_string(port) + " " + clone::decode(message)->debug_string());
    ports.insert(ports.end(), carried.begin(), carried.end());
  }
  void on_port_closed(PortId port) override { note("port " + std::to_string(port) + " closed"); }
  void on_ports_due() override { note("due"); }
  void on_frame_attached(const Frame& frame) override { note("attached " + frame.url); }
  void on_frame_detached(const Frame& frame) override {
    note("detached " + frame.url);
    if (while_detaching) while_detaching();
  }
  void on_place_ended(PlaceId place) override { ended_places.push_back(place); }
  void on_frame_event(const Frame&, std::string_view name, const Value&) override {
    note("event " + std::string(name));
  }
  void on_resumed(RendererId) override { note("resumed"); }
  void on_closed(RendererId) override { note("closed"); }

  std::vector<std::string> take() { return std::exchange(notes_, {}); }
  std::deque<Reply> replies;
  std::vector<PortId> ports;
  FrameKey last_sender;
  std::vector<PlaceId> ended_places;
  std::function<void()> while_sending;
  std::function<void()> while_detaching;

 private:
  void note(std::string text) { notes_.push_back(std::move(text)); }
  std::vector<std::string> notes_;
};

/// The far end of a connection: a renderer that may say anything.
struct Page {
  explicit Page(Router& router) {
    auto pair = link::Link::socket_pair();
    id = router.adopt(*link::Link::adopt(std::move(pair->first)));
    peer.emplace(*link::Link::adopt(std::move(pair->second)));
  }
  void say(const Message& message) {
    ASSERT_TRUE(peer->post(message));
    ASSERT_TRUE(peer->link().flush());
  }
  void hello(std::string_view token) { say({.kind = Kind::hello, .channel = token}); }
  void attach(std::uint64_t page, std::uint32_t frame, std::string_view url, bool main = true) {
    auto body = clone_of({Value::object({{"url", url}, {"main", main}})});
    say({.kind = Kind::frame_attached, .page = page, .frame = frame, .body = body});
  }
  /// An iframe's document; `engine_frame` tells the iframe.
  void embed(std::uint32_t frame, std::uint32_t parent, std::uint32_t engine_frame) {
    auto body = clone_of({Value::object({{"url", std::to_string(frame)},
                                         {"main", false},
                                         {"parent", parent},
                                         {"frameId", engine_frame}})});
    say({.kind = Kind::frame_attached, .page = 100, .frame = frame, .body = body});
  }
  void call(Kind kind, std::uint64_t page, std::uint32_t frame, std::string_view channel,
            std::vector<Value> arguments = {}, std::uint32_t call = 0) {
    auto body = clone_of(std::move(arguments));
    say({.kind = kind,
         .call = call,
         .page = page,
         .frame = frame,
         .channel = channel,
         .body = body});
  }
  /// With the head of a message with ports, and the clone of one value.
  void post(Kind kind, std::uint32_t frame, std::string_view channel, std::uint32_t number,
            const std::vector<PortEntry>& carried, const Value& value) {
    auto body = port_head(0, carried);
    const auto clone = *clone::encode(value);
    body.insert(body.end(), clone.begin(), clone.end());
    say({.kind = kind,
         .call = number,
         .page = 100,
         .frame = frame,
         .channel = channel,
         .body = body});
  }
  /// What main has said by now.
  std::vector<std::string> heard() {
    std::vector<std::string> messages;
    (void)peer->dispatch([&](const Message& message, auto&) {
      std::string what = message.kind == Kind::send      ? "send "
                         : message.kind == Kind::resolve ? "resolve "
                         : message.kind == Kind::reject  ? "reject "
                                                         : "execute ";
      std::string body = message.body.empty() ? "" : clone::decode(message.body)->debug_string();
      what += std::to_string(message.frame) + " " + std::string(message.channel);
      messages.push_back(what + (message.call ? "#" + std::to_string(message.call) : "") + " " +
                         body);
    });
    return messages;
  }
  bool is_open() {
    (void)heard();
    return peer->is_open();
  }
  RendererId id = 0;
  std::optional<Peer> peer;
};

class RouterTest : public ::testing::Test {
 protected:
  /// A page that has proved itself and shows one document, number 1 on page 100 of contents 7.
  Page loaded_page() {
    router.open(7);
    router.expect("token");
    router.bind(7, 100, "token");
    Page page(router);
    page.hello("token");
    page.attach(100, 1, "file:///a");
    read(page);
    EXPECT_THAT(delegate.take(), ElementsAre("attached file:///a"));
    return page;
  }
  void read(Page& page) { last = router.receive(page.id, 100); }

  Recorder delegate;
  Router router{delegate};
  Router::Progress last{};
};

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
  EXPECT_EQ(last, Router::Progress::paused);
  EXPECT_THAT(delegate.take(), IsEmpty());
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
  for (std::size_t i = 0; i < Router::max_strangers; ++i) strangers.emplace_back(router);
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

TEST_F(RouterTest, AnInvokeWithoutAHandlerIsRejectedAtOnce) {
  Page page = loaded_page();
  page.call(Kind::invoke, 100, 1, "nobody", {}, 5);
  read(page);
  router.flush();
  EXPECT_THAT(page.heard(), ElementsAre(HasSubstr("No handler registered for 'nobody'")));
}

TEST_F(RouterTest, TheNearestHandlerAnswers) {
  Page page = loaded_page();
  FrameKey frame{page.id, 1};
  auto of_all = *router.handlers().add({}, "ask");
  page.call(Kind::invoke, 100, 1, "ask", {}, 1);
  auto of_contents = *router.handlers().add(ContentsId{7}, "ask");
  read(page);
  page.call(Kind::invoke, 100, 1, "ask", {}, 2);
  read(page);
  auto of_frame = *router.handlers().add(frame, "ask");
  page.call(Kind::invoke, 100, 1, "ask", {}, 3);
  read(page);
  EXPECT_THAT(delegate.take(), ElementsAre("invoke ask by " + std::to_string(of_contents),
                                           "invoke ask by " + std::to_string(of_contents),
                                           "invoke ask by " + std::to_string(of_frame)));
  EXPECT_EQ(router.handlers().find({99, 1}, {}, 99, "ask"), of_all);
}

TEST_F(RouterTest, AnIframeIsOnePlaceForOneDocumentAfterAnother) {
  Page page = loaded_page();
  page.embed(2, 1, 50);
  page.embed(3, 1, 51);
  read(page);
  const PlaceId left = router.frame({page.id, 2})->place;
  const PlaceId right = router.frame({page.id, 3})->place;
  EXPECT_NE(left, right);
  EXPECT_NE(left, router.main_place(7));
  auto answers = *router.handlers().add(left, "ask");

  page.call(Kind::frame_detached, 100, 2, "", {false});
  page.embed(4, 1, 50);
  page.call(Kind::invoke, 100, 4, "ask", {}, 1);
  page.call(Kind::invoke, 100, 3, "ask", {}, 2);
  read(page);
  EXPECT_EQ(router.frame({page.id, 4})->place, left);
  EXPECT_THAT(delegate.ended_places, IsEmpty());
  EXPECT_THAT(delegate.take(), ElementsAre("attached 2", "attached 3", "detached 2", "attached 4",
                                           "invoke ask by " + std::to_string(answers)));

  page.call(Kind::frame_detached, 100, 4, "", {true});
  read(page);
  EXPECT_THAT(delegate.ended_places, ElementsAre(left));
  EXPECT_EQ(router.handlers().remove(left, "ask"), std::nullopt);
}

TEST_F(RouterTest, WhatIsEmbeddedInADocumentGoesWithItTheInnermostFirst) {
  Page page = loaded_page();
  page.embed(2, 1, 50);
  page.embed(3, 2, 51);
  page.embed(4, 3, 52);
  // A parent that is no document of the page is none.
  page.embed(5, 99, 53);
  read(page);
  delegate.take();
  EXPECT_EQ(router.frame({page.id, 4})->parent, 3U);
  EXPECT_EQ(router.frame({page.id, 5})->parent, 0U);
  page.call(Kind::frame_detached, 100, 2, "", {false});
  read(page);
  EXPECT_THAT(delegate.take(), ElementsAre("detached 4", "detached 3", "detached 2"));
  EXPECT_EQ(delegate.ended_places.size(), 2U);
}

TEST_F(RouterTest, ThePlaceOfMainDocumentsStaysUntilTheContentsEnd) {
  Page page = loaded_page();
  const PlaceId place = router.main_place(7);
  auto answers = *router.handlers().add(place, "ask");
  page.attach(100, 2, "file:///b");
  page.call(Kind::invoke, 100, 2, "ask", {}, 1);
  read(page);
  EXPECT_EQ(router.frame({page.id, 2})->place, place);
  EXPECT_THAT(delegate.take(), ElementsAre("detached file:///a", "attached file:///b",
                                           "invoke ask by " + std::to_string(answers)));
  EXPECT_THAT(delegate.ended_places, IsEmpty());
  router.end(7);
  EXPECT_THAT(delegate.ended_places, ElementsAre(place));
  EXPECT_EQ(router.main_place(7), PlaceId{});
}

TEST_F(RouterTest, AScriptIsForOneDocumentAndEndsWithIt) {
  Page page = loaded_page();
  page.embed(2, 1, 50);
  read(page);
  std::vector<std::string> done;
  auto note = [&](bool resolved, Body body) {
    done.push_back((resolved ? "resolved " : "rejected ") + clone::decode(body)->debug_string());
  };
  router.execute(FrameKey{page.id, 2}, "main", clone_of({"1 + 1"}), note);
  router.execute(FrameKey{page.id, 9}, "main", clone_of({"1 + 1"}), note);
  router.flush();
  ASSERT_EQ(page.heard().size(), 1U);
  EXPECT_THAT(done, ElementsAre(HasSubstr("rejected")));
  page.call(Kind::frame_detached, 100, 2, "", {true});
  read(page);
  EXPECT_THAT(done, ElementsAre(HasSubstr("not loaded"), HasSubstr("navigated away or closed")));
}

TEST_F(RouterTest, WhoIsToldOfAnEndMayEndAndSendWhatHeLikes) {
  Page page = loaded_page();
  page.embed(2, 1, 50);
  read(page);
  std::string ended;
  auto note = [&](bool, Body body) { ended = clone::decode(body)->debug_string(); };
  router.execute(FrameKey{page.id, 1}, "main", clone_of({"1"}), note);
  delegate.while_detaching = [&] {
    router.flush();
    router.end(7);
    router.flush();
  };
  router.close(page.id);
  router.flush();
  EXPECT_THAT(ended, HasSubstr("crashed or was closed"));
  EXPECT_EQ(router.main_frame(7), nullptr);
  EXPECT_THAT(delegate.take(),
              ElementsAre("attached 2", "detached 2", "detached file:///a", "closed"));
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
  router->receive(page.id, 100);
  ASSERT_EQ(delegate.replies.size(), 2u);
  router.reset();
  delegate.replies[0].resolve(*clone::encode(Value("late")));
  delegate.replies.clear();
  EXPECT_FALSE(page.is_open());
}

TEST_F(RouterTest, AFileIsAskedForByOpenDocumentsAlone) {
  Page page = loaded_page();
  page.call(Kind::read_file, 100, 1, "/a.js", {}, 5);
  page.call(Kind::read_file, 100, 9, "/b.js", {}, 6);
  read(page);
  EXPECT_THAT(delegate.take(), ElementsAre("read /a.js"));
  delegate.replies[0].resolve(*clone::encode(Value("text")));
  router.flush();
  EXPECT_THAT(page.heard(), ElementsAre(HasSubstr("not open"), HasSubstr("resolve 1 #5 \"text\"")));
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
  router.expect("token");
  router.bind(7, 100, "token");
  Page page(router);
  page.hello("token");
  page.attach(100, 1, "file:///a");
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

TEST_F(RouterTest, AMessageForADocumentThatWasLeftGoesNowhere) {
  Page page = loaded_page();
  FrameKey old{page.id, 1};
  page.attach(100, 2, "file:///b");
  read(page);
  EXPECT_THAT(delegate.take(), ElementsAre("detached file:///a", "attached file:///b"));
  ASSERT_TRUE(router.send(old, "late", clone_of({})));
  ASSERT_TRUE(router.send(ContentsId{7}, "now", clone_of({})));
  router.flush();
  EXPECT_THAT(page.heard(), ElementsAre(HasSubstr("send 2 now")));
}

TEST_F(RouterTest, AScriptIsAnsweredOnceWhateverHappens) {
  Page page = loaded_page();
  std::vector<std::string> answers;
  auto note = [&](bool resolved, Body body) {
    answers.push_back((resolved ? "resolved " : "rejected ") + clone::decode(body)->debug_string());
  };
  router.execute(7, "main", clone_of({"1 + 1"}), note);
  router.execute(7, "main", clone_of({"never"}), note);
  router.flush();
  EXPECT_EQ(page.heard().size(), 2u);
  auto two = *clone::encode(Value(2));
  page.say({.kind = Kind::resolve, .call = 1, .page = 100, .frame = 1, .body = two});
  page.say({.kind = Kind::resolve, .call = 1, .page = 100, .frame = 1, .body = two});
  read(page);
  EXPECT_THAT(answers, ElementsAre("resolved 2"));
  page.peer->link().close();
  read(page);
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_THAT(answers[1], HasSubstr("rejected"));
  router.execute(7, "main", clone_of({"1"}), note);
  EXPECT_THAT(answers.back(), HasSubstr("not loaded"));
}

TEST_F(RouterTest, AContentsThatEndsTakesItsDocumentsAndIsSilentAfter) {
  Page page = loaded_page();
  router.end(7);
  EXPECT_THAT(delegate.take(), ElementsAre("detached file:///a"));
  page.call(Kind::send, 100, 1, "late");
  page.attach(100, 2, "file:///ghost");
  page.call(Kind::invoke, 100, 2, "late", {}, 1);
  read(page);
  EXPECT_EQ(last, Router::Progress::idle) << "other pages of the same process go on";
  EXPECT_THAT(delegate.take(), IsEmpty());
  EXPECT_EQ(router.send(ContentsId{7}, "x", clone_of({})).error().message,
            "Object has been destroyed");
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

TEST_F(RouterTest, FramesAreBoundedInNumber) {
  Page page = loaded_page();
  for (std::uint32_t frame = 2; frame < Frames::max_per_renderer + 3; ++frame) {
    auto body = clone_of({Value::object({{"url", "about:blank"}})});
    if (!page.peer->post({.kind = Kind::frame_attached, .page = 100, .frame = frame, .body = body}))
      break;
    if (frame % 200 == 0) {
      (void)page.peer->link().flush();
      read(page);
    }
  }
  (void)page.peer->link().flush();
  for (int i = 0; i < 100 && last != Router::Progress::closed; ++i) {
    (void)page.peer->link().flush();
    read(page);
  }
  EXPECT_EQ(last, Router::Progress::closed);
}

}  // namespace
}  // namespace cation::ipc
