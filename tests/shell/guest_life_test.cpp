#include "guests_fixture.h"

namespace cation::shell::test {
namespace {

TEST_F(GuestsTest, AGuestEndsWithItsWindow) {
  create_guest(21);
  EXPECT_EQ(driver().load(21, colored("lime")), std::nullopt);
  const Value bound = driver().wait("page.bound", starts_with({21}));
  driver().send("window.close", {1, true});
  driver().wait("page.unbound", starts_with({bound[1]}));
  driver().wait("window.closed");
  driver().send("contents.reload", {21});
}

TEST_F(GuestsTest, AGuestThatCrashesLeavesItsEmbedderAlone) {
  create_guest(21);
  EXPECT_EQ(driver().load(21, colored("lime")), std::nullopt);
  driver().send("contents.crash", {21});
  driver().wait("contents.gone", starts_with({21, "killed"}));
  load_embedder("document.title = 'alive'");
  driver().wait("window.title", starts_with({1, "alive"}));
  EXPECT_EQ(driver().load(21, colored("lime")), std::nullopt);
}

TEST_F(GuestsTest, AGuestThatHangsLeavesItsEmbedderAloneAndCanBeEnded) {
  create_guest(21);
  EXPECT_EQ(driver().load(21, page("hang.html",
                                   "<script>onload = () => setTimeout(() => { for "
                                   "(;;); })</script>")),
            std::nullopt);
  load_embedder("show(21, 0, 0, 100, 100); document.title = 'alive'");
  driver().wait("window.title", starts_with({1, "alive"}));
  driver().send("guest.destroy", {21});
  driver().wait("page.unbound");
  load_embedder("document.title = 'still'");
  driver().wait("window.title", starts_with({1, "still"}));
}

TEST_F(GuestsTest, AGuestThatClosesItselfSaysSo) {
  create_guest(21);
  EXPECT_EQ(driver().load(21, page("closes.html", "<script>window.close()</script>")),
            std::nullopt);
  EXPECT_EQ(driver().wait("contents.close_requested"), Value::array({21}));
}

TEST_F(GuestsTest, AGuestOpensAWindowThatItMayScript) {
  create_guest(21);
  const auto url = page("opens.html",
                        "<script>const opened = window.open('', 'name'); opened.document.title = "
                        "'Written'; document.title = 'opened'</script>");
  driver().send("contents.load", {21, 1, url, Value::object()});
  const Value asks = driver().wait("contents.window_open", starts_with({21}));
  driver().send("contents.open_window",
                {asks[1], Value::object({{"id", 5}, {"contents", 15}, {"title", "Opened"}})});
  driver().wait("contents.title", starts_with({21, "opened"}));
  driver().wait("window.title", starts_with({5, "Written"}));
  driver().send("guest.destroy", {21});
  driver().send("window.destroy", {5});
  driver().wait("window.closed", starts_with({5}));
}

TEST_F(GuestsTest, AGuestThatWaitsForItsWindowMayBeDestroyed) {
  create_guest(21);
  const auto url = page("opens.html", "<script>window.open('', 'name')</script>");
  for (const bool with_window : {false, true}) {
    driver().send("contents.load", {21, 1, url, Value::object()});
    const Value asks = driver().wait("contents.window_open", starts_with({21}));
    driver().send(with_window ? "window.destroy" : "guest.destroy", {with_window ? 1 : 21});
    driver().send("contents.open_window", {asks[1], Value::object({{"id", 5}, {"contents", 15}})});
    driver().wait("window.closed", starts_with({5}));
    create_guest(21);
  }
  driver().create_window({{"id", 2}, {"contents", 12}});
  EXPECT_EQ(driver().load(12, "data:text/html,alive"), std::nullopt);
}

TEST_F(GuestsTest, GuestsOfPagesThatMayHaveNoneAndNumbersThatAreTakenAreRefused) {
  driver().create_window({{"id", 2}, {"contents", 12}, {"title", "Plain"}});
  auto create = [&](Value contents, Value embedder) {
    return driver().answer(driver().invoke(
        "guest.create", {Value::object({{"contents", contents}, {"embedder", embedder}})}));
  };
  EXPECT_EQ(create(22, 12)["message"], "the page of contents 12 has no guests");
  EXPECT_EQ(create(22, 11), Value());
  EXPECT_EQ(create(22, 11)["message"], "there are contents 22 already");
  EXPECT_EQ(create(11, 11)["message"], "there are contents 11 already");
  EXPECT_EQ(create("x", 11)["code"], "ERR_INVALID_ARG_TYPE");
  EXPECT_EQ(create(23, Value())["code"], "ERR_INVALID_ARG_TYPE");
  // One that has gone meanwhile: the words have crossed.
  EXPECT_EQ(create(23, 99), Value());
}

}  // namespace
}  // namespace cation::shell::test
