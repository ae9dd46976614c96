#include "router_fixture.h"

namespace cation::ipc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

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

TEST_F(RouterTest, APlaceThatShowsNothingEndsWithItsPageOrItsRenderer) {
  Page page = loaded_page();
  page.embed(2, 1, 50);
  read(page);
  const PlaceId first = router.frame({page.id, 2})->place;
  EXPECT_EQ(router.shown_in(first), (FrameKey{page.id, 2}));
  page.call(Kind::frame_detached, 100, 2, "", {false});
  read(page);
  EXPECT_EQ(router.shown_in(first), std::nullopt);
  EXPECT_TRUE(router.has_place(first));
  page.attach(100, 3, "file:///b");
  page.embed(4, 3, 50);
  read(page);
  EXPECT_FALSE(router.has_place(first)) << "a new main document ends what was embedded";
  const PlaceId second = router.frame({page.id, 4})->place;
  EXPECT_NE(second, first);
  page.call(Kind::frame_detached, 100, 4, "", {false});
  read(page);
  router.close(page.id);
  EXPECT_THAT(delegate.ended_places, ElementsAre(first, second));
  EXPECT_TRUE(router.has_place(router.main_place(7)));
}

TEST_F(RouterTest, ADocumentDoesNotBeginWhereItsProcessIsClosedAsTheLastOneEnds) {
  Page page = loaded_page();
  delegate.take();
  delegate.while_detaching = [&] { router.close(page.id); };
  page.attach(100, 2, "file:///b");
  read(page);
  EXPECT_THAT(delegate.take(), ElementsAre("detached file:///a", "closed"));
  EXPECT_EQ(router.frame({page.id, 2}), nullptr);
  EXPECT_EQ(router.main_frame(7), nullptr);
}

TEST_F(RouterTest, ADocumentDoesNotBeginWhereItsContentsEndAsTheLastOneEnds) {
  Page page = loaded_page();
  delegate.take();
  delegate.while_detaching = [&] { router.end(7); };
  page.attach(100, 2, "file:///b");
  read(page);
  EXPECT_THAT(delegate.take(), ElementsAre("detached file:///a"));
  EXPECT_EQ(router.main_frame(7), nullptr);
  EXPECT_FALSE(router.has_place(router.main_place(7)));
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

TEST_F(RouterTest, FramesAreBoundedInNumber) {
  Page page = loaded_page();
  for (std::uint32_t frame = 2; frame < max_documents + 3; ++frame) {
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
