// What a renderer may say, and when, is checked before anybody hears of it; who says more is ended.

#include "ipc/frame_words.h"
#include "router_fixture.h"

namespace cation::ipc {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class DoorTest : public RouterTest {
 protected:
  void say_attached(Page& page, std::uint32_t frame, std::vector<Value::Member> facts) {
    auto body = clone_of({Value::object(std::move(facts))});
    page.say({.kind = Kind::frame_attached, .page = 100, .frame = frame, .body = body});
  }
  void expect_ended(Page& page, const char* why) {
    read(page);
    EXPECT_EQ(last, Router::Progress::closed) << why;
    EXPECT_THAT(delegate.broken, ElementsAre(HasSubstr(why)));
    EXPECT_FALSE(page.is_open());
  }
};

std::string text(std::size_t size) { return std::string(size, 'n'); }

TEST_F(DoorTest, TheNumberOfADocumentIsNeverUsedAgain) {
  Page page = loaded_page();
  page.attach(100, 5, "file:///b");
  page.call(Kind::frame_detached, 100, 5, "", {false});
  page.attach(100, 5, "file:///c");
  expect_ended(page, "number of a document was used before");
}

TEST_F(DoorTest, NumbersOfDocumentsOnlyGrow) {
  Page page = loaded_page();
  page.attach(100, 5, "file:///b");
  page.attach(100, 4, "file:///c");
  expect_ended(page, "number of a document was used before");
}

TEST_F(DoorTest, AMainDocumentThatSaysItLiesInItselfEndsItsRenderer) {
  Page page = loaded_page();
  say_attached(page, 5, {{"main", true}, {"parent", 5}});
  expect_ended(page, "lies in another one");
}

TEST_F(DoorTest, AnIframeThatSaysItLiesInItselfLiesInNothing) {
  Page page = loaded_page();
  say_attached(page, 5, {{"main", false}, {"parent", 5}, {"frameId", 9}});
  page.call(Kind::frame_detached, 100, 5, "", {true});
  read(page);
  EXPECT_TRUE(page.is_open());
  EXPECT_THAT(router.frames_of(7), ElementsAre(FrameKey{page.id, 1}));
}

TEST_F(DoorTest, ADocumentWithoutFactsEndsItsRenderer) {
  for (const Value& body : {Value(nullptr), Value(), Value::array({7}), Value("words")}) {
    Recorder told;
    Router strict(told);
    Page page = page_of(strict);
    const auto bytes = *clone::encode(body);
    page.say({.kind = Kind::frame_attached, .page = 100, .frame = 2, .body = bytes});
    EXPECT_EQ(strict.receive(page.id, all()), Router::Progress::closed);
    EXPECT_EQ(told.broken.size(), 1u) << body.debug_string();
  }
}

TEST_F(DoorTest, TextsOfADocumentHaveBounds) {
  struct Case {
    const char* field;
    std::size_t most;
    bool main;
  };
  for (const auto& [field, most, main] :
       {Case{"name", max_frame_name_bytes, true}, Case{"origin", max_origin_bytes, true},
        Case{"url", max_address_bytes, true}, Case{"url", max_iframe_address_bytes, false}}) {
    Recorder told;
    Router strict(told);
    Page page = page_of(strict);
    say_attached(page, 2, {{field, text(most)}, {"main", main}, {"frameId", 3}});
    EXPECT_EQ(strict.receive(page.id, all()), Router::Progress::idle) << field;
    say_attached(page, 3, {{field, text(most + 1)}, {"main", main}, {"frameId", 3}});
    EXPECT_EQ(strict.receive(page.id, all()), Router::Progress::closed) << field;
    EXPECT_THAT(told.broken, ElementsAre(HasSubstr("too long"))) << field;
  }
}

TEST_F(DoorTest, AFactOfAnotherTypeEndsItsRenderer) {
  Page page = loaded_page();
  say_attached(page, 2, {{"url", Value::object({{"toString", 1}})}});
  expect_ended(page, "url is no text");
}

TEST_F(DoorTest, WhatManyDocumentsHaveMainKeepHasABound) {
  Page page = loaded_page();
  const std::size_t enough = max_kept_bytes / max_iframe_address_bytes + 1;
  for (std::uint32_t frame = 2; frame < enough + 2; ++frame) {
    say_attached(page, frame,
                 {{"main", false}, {"frameId", frame}, {"url", text(max_iframe_address_bytes)}});
    read(page);
    if (last == Router::Progress::closed) break;
  }
  EXPECT_THAT(delegate.broken, ElementsAre(HasSubstr("bytes about its documents")));
}

TEST_F(DoorTest, AnAddressThatGrowsLaterCountsToo) {
  Page page = loaded_page();
  const auto count = static_cast<std::uint32_t>(max_kept_bytes / max_iframe_address_bytes + 1);
  for (std::uint32_t frame = 2; frame < count + 2; ++frame) page.embed(frame, 1, frame);
  read(page);
  for (std::uint32_t frame = 2; frame < count + 2; ++frame)
    router.set_url({page.id, frame}, text(max_iframe_address_bytes));
  EXPECT_FALSE(page.is_open());
}

TEST_F(DoorTest, WhatIsToldOfDocumentsThatHaveGoneIsKeptNoMore) {
  Page page = loaded_page();
  for (std::uint32_t frame = 2; frame < 3000; ++frame) {
    say_attached(page, frame,
                 {{"main", true}, {"url", text(max_iframe_address_bytes)}, {"name", "x"}});
    read(page);
  }
  EXPECT_TRUE(page.is_open());
  EXPECT_THAT(delegate.broken, IsEmpty());
}

TEST_F(DoorTest, AnEventHasTheWordsOfItsName) {
  Page page = loaded_page();
  page.embed(2, 1, 9);
  page.call(Kind::frame_event, 100, 1, "dom-ready", {});
  page.call(Kind::frame_event, 100, 1, "load", {});
  page.call(Kind::frame_event, 100, 1, "opening", {});
  page.call(Kind::frame_event, 100, 1, "opening", {"name", "width=3"});
  page.call(Kind::frame_event, 100, 1, "console", {"info", "text", "1", "file"});
  page.call(Kind::frame_event, 100, 2, "url", {"file:///a#b"});
  read(page);
  EXPECT_THAT(delegate.take(),
              ElementsAre("attached 2", "event dom-ready", "event load", "event opening",
                          "event opening", "event console", "event url"));
}

TEST_F(DoorTest, AnEventOfOtherWordsEndsItsRenderer) {
  struct Case {
    const char* name;
    Value body;
  };
  for (const auto& [name, body] : std::initializer_list<Case>{
           {"url", Value(nullptr)},
           {"url", Value()},
           {"url", Value::object({{"length", 1}})},
           {"opening", Value::array({"name"})},
           {"opening", Value::array({"name", text(max_features_bytes + 1)})},
           {"console", Value::array({"info", "text", 1, "file"})},
           {"console", Value::array({"info", text(max_console_bytes + 1), "1", "file"})},
           {"dom-ready", Value::array({1})},
           {"a word that there is none of", Value::array()}}) {
    Recorder told;
    Router strict(told);
    Page page = page_of(strict);
    const auto bytes = *clone::encode(body);
    page.say({.kind = Kind::frame_event, .page = 100, .frame = 1, .channel = name, .body = bytes});
    EXPECT_EQ(strict.receive(page.id, all()), Router::Progress::closed) << name;
    EXPECT_EQ(told.broken.size(), 1u) << name << body.debug_string();
  }
}

TEST_F(DoorTest, TheAddressOfAPageIsNotItsOwnToTell) {
  Page page = loaded_page();
  page.call(Kind::frame_event, 100, 1, "url", {"https://bank.example/"});
  expect_ended(page, "not its own to tell");
}

TEST_F(DoorTest, AMessageHasAtMostSoManyArguments) {
  Page page = loaded_page();
  page.call(Kind::send, 100, 1, "many", std::vector<Value>(max_arguments, Value(1)));
  read(page);
  EXPECT_EQ(delegate.take().size(), 1u);
  page.call(Kind::send_sync, 100, 1, "many", std::vector<Value>(max_arguments + 1, Value(1)), 1);
  expect_ended(page, "more than 10000 arguments");
}

TEST(Arguments, ABodyThatIsNoListOfArgumentsIsAnError) {
  for (const Value& value : {Value(1), Value("x"), Value(nullptr), Value::object()})
    EXPECT_FALSE(check_arguments(*clone::encode(value))) << value.debug_string();
  EXPECT_TRUE(check_arguments(*clone::encode(Value::array())));
  EXPECT_TRUE(check_arguments(*clone::encode(Value::array(std::vector<Value>(300, Value(1))))));
  auto bytes = *clone::encode(Value::array(std::vector<Value>(300, Value(1))));
  for (std::size_t size = 0; size < 11; ++size)
    EXPECT_FALSE(check_arguments(Body(bytes).first(size))) << size;
}

TEST_F(DoorTest, ACallBeyondTheBoundIsRefusedAtOnceAndTheRestGoOn) {
  Page page = loaded_page();
  router.open(7);
  ASSERT_TRUE(router.handlers().add(std::monostate{}, "never"));
  for (std::uint32_t call = 1; call <= max_open_calls; ++call) {
    page.call(Kind::invoke, 100, 1, "never", {}, call);
    if (call % 512 == 0) read(page);
  }
  read(page);
  ASSERT_EQ(delegate.replies.size(), max_open_calls);
  page.call(Kind::invoke, 100, 1, "never", {}, 70'000);
  read(page);
  router.flush();
  EXPECT_THAT(page.heard(), ElementsAre(HasSubstr("wait for main")));
  delegate.replies.pop_front();
  router.flush();
  (void)page.heard();
  page.call(Kind::invoke, 100, 1, "never", {}, 70'001);
  read(page);
  EXPECT_EQ(delegate.replies.size(), max_open_calls);
}

TEST_F(DoorTest, AStrangerThatSaysMoreThanItsNameIsClosed) {
  Page page(router);
  ASSERT_TRUE(page.peer->post({.kind = Kind::hello, .channel = "unknown"}));
  ASSERT_TRUE(page.peer->post({.kind = Kind::send, .page = 100, .frame = 1, .channel = "x"}));
  ASSERT_TRUE(page.peer->link().flush());
  read(page);
  EXPECT_EQ(last, Router::Progress::closed);
}

TEST_F(DoorTest, NothingLargeIsTakenOfAStranger) {
  Page page(router);
  const std::vector<std::byte> large(100'000);
  page.say({.kind = Kind::hello, .channel = "token", .body = large});
  read(page);
  EXPECT_EQ(last, Router::Progress::closed);
}

TEST_F(DoorTest, ALargeMessageOfAPageThatIsNotBoundEndsItsRenderer) {
  router.open(7);
  router.expect("token");
  Page page(router);
  page.hello("token");
  page.call(Kind::send, 999, 1, "x", {text(max_words_bytes + 1)});
  expect_ended(page, "not its own");
}

TEST_F(DoorTest, WhatLanguagesFindInAMessageEndsItsRendererToo) {
  Page page = loaded_page();
  router.refuse(page.id, "it is no clone");
  router.flush();
  EXPECT_THAT(delegate.broken, ElementsAre("it is no clone"));
  EXPECT_FALSE(page.is_open());
}

// ---- turns ----

TEST_F(DoorTest, ATurnEndsWithItsMessagesAmidAPacketAndTheNextGoesOnThere) {
  Page page = loaded_page();
  for (int i = 0; i < 5; ++i) {
    const auto body = clone_of({i});
    ASSERT_TRUE(page.peer->post(
        {.kind = Kind::send, .page = 100, .frame = 1, .channel = "x", .body = body}));
  }
  ASSERT_TRUE(page.peer->link().flush());
  Turn turn = all();
  turn.messages = 2;
  EXPECT_EQ(router.receive(page.id, turn), Router::Progress::more);
  EXPECT_THAT(delegate.take(), ElementsAre("send x [0]", "send x [1]"));
  EXPECT_EQ(router.receive(page.id, turn), Router::Progress::more);
  EXPECT_THAT(delegate.take(), ElementsAre("send x [2]", "send x [3]"));
  EXPECT_EQ(router.receive(page.id, turn), Router::Progress::idle);
  EXPECT_THAT(delegate.take(), ElementsAre("send x [4]"));
}

TEST_F(DoorTest, ATurnEndsWithItsBytes) {
  Page page = loaded_page();
  for (int i = 0; i < 4; ++i) page.call(Kind::send, 100, 1, "x", {text(100'000)});
  Turn turn = all();
  turn.bytes = 150'000;
  EXPECT_EQ(router.receive(page.id, turn), Router::Progress::more);
  EXPECT_EQ(delegate.take().size(), 2u);
}

TEST_F(DoorTest, ATurnEndsWithItsTime) {
  Page page = loaded_page();
  for (int i = 0; i < 4; ++i) page.call(Kind::send, 100, 1, "x");
  Turn turn = all();
  turn.time = std::chrono::microseconds(0);
  EXPECT_EQ(router.receive(page.id, turn), Router::Progress::more);
  EXPECT_EQ(delegate.take().size(), 1u);
}

// ---- the shell's word ----

TEST_F(DoorTest, AMainDocumentWaitsForTheShellAndShowsWhatThatSays) {
  router.expect_documents();
  Page page = page_of(router);
  read(page);
  EXPECT_EQ(last, Router::Progress::paused);
  EXPECT_THAT(delegate.take(), IsEmpty());
  router.show(100, 1, "https://right.example/", "https://right.example");
  EXPECT_THAT(delegate.take(), ElementsAre("attached https://right.example/", "resumed"));
  EXPECT_EQ(router.main_frame(7)->origin, "null") << "the two do not agree";
}

TEST_F(DoorTest, AnOriginThatBothTellIsTheDocuments) {
  router.expect_documents();
  Page page = page_of(router);
  read(page);
  router.show(100, 1, "https://right.example/", "https://right.example");
  say_attached(page, 2, {{"main", true}, {"origin", "https://right.example"}, {"url", "lie"}});
  router.show(100, 2, "https://right.example/b", "https://right.example");
  read(page);
  EXPECT_EQ(router.main_frame(7)->url, "https://right.example/b");
  EXPECT_EQ(router.main_frame(7)->origin, "https://right.example");
}

TEST_F(DoorTest, ADocumentThatIsOpenMayComeToShowAnotherPage) {
  router.expect_documents();
  Page page = page_of(router);
  read(page);
  router.show(100, 1, "about:blank", "https://right.example");
  delegate.take();
  EXPECT_TRUE(router.is_open(100, 1));
  EXPECT_FALSE(router.is_open(100, 2));
  EXPECT_FALSE(router.is_open(101, 1));
  router.show(100, 1, "https://right.example/", "https://right.example");
  EXPECT_THAT(delegate.take(), ElementsAre("event url"));
  EXPECT_EQ(router.main_frame(7)->url, "https://right.example/");
  router.leave(7);
  EXPECT_FALSE(router.is_open(100, 1));
  EXPECT_EQ(router.main_frame(7), nullptr);
}

TEST_F(DoorTest, ARendererIsKnownBeforeItsFirstDocument) {
  router.expect_documents();
  Page page = page_of(router);
  EXPECT_EQ(router.renderer_of(7), 0u);
  read(page);
  EXPECT_EQ(router.renderer_of(7), page.id);
  EXPECT_EQ(router.renderer_of(8), 0u);
}

TEST_F(DoorTest, WordsOfTheShellForDocumentsThatNeverComeAreNotKept) {
  router.expect_documents();
  Page page = page_of(router);
  read(page);
  for (std::uint32_t document = 1; document < 1000; ++document)
    router.show(100, document, "https://right.example/", "null");
  EXPECT_EQ(router.main_frame(7)->url, "https://right.example/");
}

TEST_F(DoorTest, TheAddressThatTheShellHasCommittedIsAMainDocumentsWhereItTellsNoMore) {
  router.open(7);
  router.set_address(7, "https://right.example/a");
  Page page = page_of(router, "token", 7, 100, 1, "https://bank.example/");
  say_attached(
      page, 2,
      {{"main", true}, {"origin", "https://right.example.evil"}, {"url", "https://bank.example/"}});
  read(page);
  EXPECT_EQ(router.main_frame(7)->url, "https://right.example/a");
  EXPECT_EQ(router.main_frame(7)->origin, "null");
  say_attached(page, 3, {{"main", true}, {"origin", "https://right.example"}});
  read(page);
  EXPECT_EQ(router.main_frame(7)->origin, "https://right.example");
}

}  // namespace

}  // namespace cation::ipc
