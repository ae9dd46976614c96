#include "driver.h"

namespace cation::shell::test {
namespace {

using WindowTest = ShellTest;

/// What the shell says of a window that is neither maximized nor fullscreen.
Value placed(int x, int y, int width, int height) {
  const std::vector<Value::Member> place{{"x", x}, {"y", y}, {"width", width}, {"height", height}};
  std::vector<Value::Member> told = place;
  told.emplace_back("normal", Value::object(place));
  return Value::object(told);
}

TEST_F(WindowTest, AWindowHasItsTitleSizePlaceAndClass) {
  driver().create_window({{"title", "A <b> title"}, {"x", 120}, {"y", 80}});
  const auto window = screen_.find("A <b> title");
  EXPECT_EQ(screen_.geometry(window), (Xvfb::Geometry{120, 80, 400, 300}));
  EXPECT_EQ(screen_.property(window, "WM_CLASS"), "WM_CLASS(STRING) = \"Test App\", \"Test App\"");
}

TEST_F(WindowTest, AWindowWithoutATitleHasTheNameOfTheApp) {
  driver().create_window({{"title", ""}});
  screen_.find("Test App");
}

TEST_F(WindowTest, AWindowThatIsShownGetsTheKeyboard) {
  driver().create_window();
  driver().wait("window.event", starts_with({1, "focus"}));
}

TEST_F(WindowTest, AWindowChangesAtMainsWord) {
  driver().create_window({{"x", 10}, {"y", 20}});
  const auto window = screen_.find("Window");
  driver().send("window.set_title", {1, "Another"});
  driver().send("window.set_bounds", {1, Value::object({{"x", 200}, {"width", 500}})});
  const Value bounds = placed(200, 20, 500, 300);
  driver().wait("window.event",
                [&](const Value& words) { return words[1] == "resize" || words[1] == "move"; });
  EXPECT_EQ(screen_.find("Another"), window);
  driver().wait("window.event", [&](const Value& words) { return words[2] == bounds; });
  EXPECT_EQ(screen_.geometry(window), (Xvfb::Geometry{200, 20, 500, 300}));
}

TEST_F(WindowTest, AWindowIsHiddenAndShownAgain) {
  driver().create_window();
  driver().wait("window.event", starts_with({1, "show"}));
  driver().send("window.hide", {1});
  driver().wait("window.event", starts_with({1, "hide"}));
  driver().send("window.show", {1});
  driver().wait("window.event", starts_with({1, "show"}));
  screen_.find("Window");
}

TEST_F(WindowTest, APageInAHiddenWindowHasTheWindowsSize) {
  driver().create_window({{"show", false}});
  driver().load(11,
                "data:text/html,<script>document.title = innerWidth + 'x' + innerHeight</script>");
  driver().wait("window.title", starts_with({1, "400x300"}));
  EXPECT_FALSE(driver().has_heard("window.event"));
}

TEST_F(WindowTest, AHiddenWindowIsResizedBeforeItIsShown) {
  driver().create_window({{"show", false}});
  driver().send("window.set_bounds", {1, Value::object({{"width", 620}, {"height", 240}})});
  driver().load(11,
                "data:text/html,<script>document.title = innerWidth + 'x' + innerHeight</script>");
  driver().wait("window.title", starts_with({1, "620x240"}));
  driver().send("window.show", {1});
  const auto place = screen_.geometry(screen_.find("620x240"));
  EXPECT_EQ(place.width, 620);
  EXPECT_EQ(place.height, 240);
}

constexpr const char* frames =
    "data:text/html,<script>let frames = 0; const tell = () => { document.title = "
    "document.visibilityState + (++frames > 2 ? ' and painted' : ''); "
    "if (frames < 3) requestAnimationFrame(tell) }; requestAnimationFrame(tell);"
    "document.onvisibilitychange = () => { document.title = document.visibilityState }</script>";

TEST_F(WindowTest, APageIsPaintedAndVisibleUntilItsWindowIsFirstShown) {
  driver().create_window({{"show", false}});
  driver().load(11, frames);
  driver().wait("window.title", starts_with({1, "visible and painted"}));
  driver().send("window.show", {1});
  driver().wait("window.event", starts_with({1, "show"}));
  driver().send("window.hide", {1});
  driver().wait("window.title", starts_with({1, "hidden"}));
}

TEST_F(WindowTest, APageThatIsNotThrottledIsPaintedWhenItsWindowIsHidden) {
  driver().create_window({{"webPreferences", Value::object({{"backgroundThrottling", false}})}});
  driver().wait("window.event", starts_with({1, "show"}));
  driver().send("window.hide", {1});
  driver().wait("window.event", starts_with({1, "hide"}));
  driver().load(11, frames);
  driver().wait("window.title", starts_with({1, "visible and painted"}));
}

TEST_F(WindowTest, APageThatIsNotToBePaintedBeforeIsHiddenUntilItsWindowIsShown) {
  driver().create_window({{"show", false}, {"paintWhenInitiallyHidden", false}});
  driver().load(11, "data:text/html,<script>document.title = document.visibilityState</script>");
  driver().wait("window.title", starts_with({1, "hidden"}));
  driver().send("window.show", {1});
  driver().load(11, frames);
  driver().wait("window.title", starts_with({1, "visible and painted"}));
}

TEST_F(WindowTest, AHiddenWindowTellsThatItsSizeAndPlaceChange) {
  driver().create_window({{"show", false}, {"minWidth", 300}});
  driver().send("window.set_bounds", {1, Value::object({{"width", 200}, {"height", 320}})});
  EXPECT_EQ(driver().wait("window.event", starts_with({1, "resize"}))[2],
            Value::object({{"width", 300}, {"height", 320}}));
  driver().send("window.set_bounds", {1, Value::object({{"x", 50}, {"y", 60}})});
  EXPECT_EQ(driver().wait("window.event", starts_with({1, "move"}))[2], placed(50, 60, 300, 320));
}

TEST_F(WindowTest, AWindowThatCannotBeResizedKeepsItsSize) {
  driver().create_window({{"resizable", false}});
  const auto window = screen_.find("Window");
  const auto place = screen_.geometry(window);
  EXPECT_EQ(place.width, 400);
  EXPECT_EQ(place.height, 300);
  EXPECT_NE(screen_.property(window, "WM_NORMAL_HINTS").find("maximum size: 400 by 300"),
            std::string::npos);
}

TEST_F(WindowTest, AWindowIsNeverSmallerThanItsLeastSize) {
  driver().create_window({{"minWidth", 350}, {"minHeight", 250}});
  const auto window = screen_.find("Window");
  driver().send("window.set_bounds", {1, Value::object({{"width", 100}, {"height", 100}})});
  driver().wait("window.event", [](const Value& words) {
    return words[1] == "resize" && words[2]["width"] == 350 && words[2]["height"] == 250;
  });
  EXPECT_EQ(screen_.geometry(window).width, 350);
}

TEST_F(WindowTest, EachWindowLivesForItself) {
  driver().create_window({{"title", "First"}});
  driver().create_window({{"id", 2}, {"contents", 12}, {"title", "Second"}});
  screen_.find("First");
  screen_.find("Second");
  driver().send("window.destroy", {1});
  EXPECT_EQ(driver().wait("window.closed")[0], 1);
  EXPECT_EQ(driver().load(12, "data:text/html,<title>Still here</title>"), std::nullopt);
  driver().wait("window.title", starts_with({2, "Still here"}));
  screen_.find("Still here");
}

TEST_F(WindowTest, APagesTitleIsTheWindows) {
  driver().create_window();
  driver().load(11, "data:text/html,<title>Of the page</title>");
  EXPECT_EQ(driver().wait("window.title"), Value::array({1, "Of the page"}));
  screen_.find("Of the page");
}

TEST_F(WindowTest, APageWithoutATitleKeepsTheWindows) {
  driver().create_window({{"title", "Mine"}});
  EXPECT_EQ(driver().load(11, "data:text/html,<p>no title"), std::nullopt);
  screen_.find("Mine");
  EXPECT_FALSE(driver().has_heard("window.title"));
}

TEST_F(WindowTest, APageThatClosesItselfAsksMain) {
  driver().create_window();
  driver().load(11, "data:text/html,<script>window.close()</script>");
  EXPECT_EQ(driver().wait("window.close_requested")[0], 1);
  driver().send("window.destroy", {1});
  driver().wait("window.closed");
}

TEST_F(WindowTest, WordsForAWindowThatIsGoneAreNoError) {
  driver().create_window();
  driver().send("window.destroy", {1});
  driver().send("window.set_title", {1, "Too late"});
  driver().send("contents.reload", {11});
  driver().wait("window.closed");
  driver().create_window({{"id", 2}, {"contents", 12}, {"title", "Next"}});
  screen_.find("Next");
}

TEST_F(WindowTest, AWindowWithANumberThatIsTakenIsRefused) {
  driver().create_window();
  const auto call =
      driver().invoke("window.create", {Value::object({{"id", 1}, {"contents", 12}})});
  EXPECT_EQ(driver().answer(call)["message"], "there is a window 1 already");
}

}  // namespace
}  // namespace cation::shell::test
