#include "guests_fixture.h"

namespace cation::shell::test {
namespace {

TEST_F(GuestsTest, AGuestIsShownWhereItsEmbedderPlacesIt) {
  create_guest(21);
  EXPECT_EQ(driver().load(21, colored("lime")), std::nullopt);
  load_embedder("show(21, 50, 40, 200, 100)");
  expect_dots({{49, 90, red},
               {50, 90, green},
               {249, 90, green},
               {250, 90, red},
               {100, 39, red},
               {100, 40, green},
               {100, 139, green},
               {100, 140, red}});
}

TEST_F(GuestsTest, AGuestIsCutAndKeepsItsSize) {
  create_guest(21);
  EXPECT_EQ(driver().load(21, colored("lime",
                                      "<div style='position:absolute;left:60px;top:30px;width:20px;"
                                      "height:20px;background:#0000ff'></div><script>onresize = "
                                      "() => { document.title = innerWidth + 'x' + innerHeight }; "
                                      "onresize()</script>")),
            std::nullopt);
  load_embedder("show(21, 50, 40, 200, 100, [100, 60, 50, 30])");
  driver().wait("contents.title", starts_with({21, "200x100"}));
  expect_dots({{99, 70, red},
               {100, 65, green},
               {149, 65, green},
               {150, 65, red},
               {105, 59, red},
               {105, 60, green},
               {105, 89, green},
               {105, 90, red},
               {109, 75, green},
               {110, 75, blue},
               {129, 89, blue},
               {130, 75, green}});
}

TEST_F(GuestsTest, AGuestFollowsItsEmbedder) {
  create_guest(21);
  EXPECT_EQ(driver().load(21, colored("lime")), std::nullopt);
  load_embedder("show(21, 0, 0, 100, 100); onclick = () => show(21, 200, 100, 50, 50)");
  expect_dots({{50, 50, green}, {220, 120, red}});
  screen_.click(window_, 300, 250);
  expect_dots({{50, 50, red}, {220, 120, green}, {249, 149, green}, {250, 150, red}});
}

TEST_F(GuestsTest, AGuestWithoutAPlaceIsHiddenForItsPage) {
  create_guest(21);
  const std::string tells =
      "<script>document.onvisibilitychange = () => { document.title = document.visibilityState };"
      "document.title = document.visibilityState</script>";
  EXPECT_EQ(driver().load(21, colored("lime", tells)), std::nullopt);
  driver().wait("contents.title", starts_with({21, "hidden"}));
  load_embedder("show(21, 0, 0, 100, 100); onclick = () => show(21, 0, 0, 0, 0)");
  driver().wait("contents.title", starts_with({21, "visible"}));
  screen_.click(window_, 300, 250);
  driver().wait("contents.title", starts_with({21, "hidden"}));
  expect_dots({{50, 50, red}});
}

TEST_F(GuestsTest, AGuestThatIsDestroyedLeavesItsPlace) {
  create_guest(21);
  EXPECT_EQ(driver().load(21, colored("lime")), std::nullopt);
  load_embedder("show(21, 0, 0, 100, 100)");
  expect_dots({{50, 50, green}});
  driver().send("guest.destroy", {21});
  expect_dots({{50, 50, red}});
}

TEST_F(GuestsTest, AStrangersGuestIsNotMoved) {
  driver().create_window({{"id", 2},
                          {"contents", 12},
                          {"title", "Stranger"},
                          {"x", 600},
                          {"webPreferences", Value::object({{"webviewTag", true}})}});
  create_guest(21);
  EXPECT_EQ(driver().load(21, colored("lime")), std::nullopt);
  EXPECT_EQ(driver().load(12, page("stranger.html",
                                   "<script>place(21, [0, 0, 300, 300], "
                                   "[0, 0, 300, 300]);</script><title>said")),
            std::nullopt);
  load_embedder("show(21, 0, 0, 100, 100)");
  driver().wait("window.title", starts_with({2, "said"}));
  driver().send("window.destroy", {2});
  expect_dots({{50, 50, green}, {150, 150, red}});
}

TEST_F(GuestsTest, APlaceThatIsNoneIsNoHarm) {
  create_guest(21);
  EXPECT_EQ(driver().load(21, colored("lime")), std::nullopt);
  load_embedder(
      "say('cation.guest-place', 'here'); say('cation.guest-focus', 'here');"
      "for (const n of [NaN, Infinity, -Infinity, 1e308, -1e308, 1e9, -1e9]) {"
      "  show(21, n, n, n, n); show(21, 0, 0, n, n); show(21, n, n, 50, 50); show(77, n, n, n, n)"
      "}"
      "for (let i = 0; i < 10000; ++i) show(21, i % 300, i % 200, i % 90, i % 70);"
      "focusGuest(77, 'here'); focusGuest(21, 'nowhere'); show(21, 0, 0, 100, 100)");
  expect_dots({{50, 50, green}, {150, 150, red}});
}

TEST_F(GuestsTest, TheWheelScrollsTheGuestThatItIsOver) {
  create_guest(21);
  EXPECT_EQ(driver().load(21, page("tall.html",
                                   "<body style='height:3000px'><script>onscroll = () => { "
                                   "document.title = 'scrolled' }</script>")),
            std::nullopt);
  load_embedder("show(21, 0, 0, 200, 200)");
  driver().wait("page.bound", starts_with({11}));
  screen_.scroll(window_, 100, 100);
  driver().wait("contents.title", starts_with({21, "scrolled"}));
}

TEST_F(GuestsTest, APictureOfTheEmbedderHasItsGuests) {
  create_guest(21);
  EXPECT_EQ(driver().load(21, colored("lime")), std::nullopt);
  load_embedder("show(21, 50, 40, 200, 100)");
  expect_dots({{100, 100, green}});
  auto picture = [&](int contents, Value rectangle) {
    return driver().answer(driver().invoke("contents.capture", {contents, rectangle}));
  };
  auto part = [](int x, int y) {
    return Value::object({{"x", x}, {"y", y}, {"width", 20}, {"height", 20}});
  };
  // A part that is all of one colour is the same picture wherever it is.
  const Value of_guest = picture(21, part(0, 0))["png"];
  EXPECT_EQ(picture(11, part(100, 60))["png"], of_guest);
  EXPECT_NE(picture(11, part(10, 10))["png"], of_guest);
  EXPECT_EQ(picture(21, Value(nullptr))["width"], 200);
}

TEST_F(GuestsTest, AnElementOfAGuestFillsTheWindowAndLeavesIt) {
  create_guest(21);
  create_guest(22);
  EXPECT_EQ(driver().load(22, colored("blue")), std::nullopt);
  EXPECT_EQ(driver().load(21, colored("lime",
                                      "<div id=part style='height:100px;background:lime'></div>"
                                      "<script>onclick = () => document.fullscreenElement ? "
                                      "document.exitFullscreen() : "
                                      "part.requestFullscreen()</script>")),
            std::nullopt);
  load_embedder("show(21, 50, 40, 100, 100); show(22, 200, 40, 100, 100)");
  expect_dots({{100, 100, green}, {250, 100, blue}, {20, 20, red}});
  screen_.click(window_, 100, 100);
  EXPECT_EQ(driver().wait("contents.html_fullscreen"), Value::array({21, true}));
  expect_dots({{20, 20, green}, {250, 100, green}, {350, 250, green}});
  screen_.click(window_, 300, 200);
  EXPECT_EQ(driver().wait("contents.html_fullscreen"), Value::array({21, false}));
  expect_dots({{100, 100, green}, {250, 100, blue}, {20, 20, red}});
}

TEST_F(GuestsTest, PartitionsHaveStorageOfTheirOwn) {
  const auto store = page("store.html",
                          "<script>document.title = 'found ' + localStorage.getItem('key');"
                          "localStorage.setItem('key', 'kept')</script>");
  EXPECT_EQ(driver().load(11, store), std::nullopt);
  const auto found = [&](int contents, const std::string& partition) {
    create_guest(contents, partition);
    EXPECT_EQ(driver().load(contents, store), std::nullopt);
    return driver().wait("contents.title", starts_with({contents}))[1];
  };
  EXPECT_EQ(found(21, ""), "found kept");
  EXPECT_EQ(found(22, "one"), "found null");
  EXPECT_EQ(found(23, "persist:two"), "found null");
  driver().send("guest.destroy", {22});
  EXPECT_EQ(found(24, "one"), "found kept");
  EXPECT_EQ(found(25, "two"), "found null");
  EXPECT_EQ(found(26, "persist:"), "found kept");
}

}  // namespace
}  // namespace cation::shell::test
