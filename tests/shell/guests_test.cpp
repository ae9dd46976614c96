#include "driver.h"

namespace cation::shell::test {
namespace {

/// A page, red all over, that says where its guests are, and what it hears of them in its title.
constexpr const char* embedder_page =
    "<body style='margin:0;background:#ff0000'><script>"
    "function heard(word, text) { document.title = word + text }"
    "function show(id, x, y, w, h, clip) { place(id, [x, y, w, h], clip ?? [x, y, w, h]) }"
    "</script>";

class GuestsTest : public ShellTest {
 protected:
  static constexpr unsigned red = 0xff0000;
  static constexpr unsigned green = 0x00ff00;
  static constexpr unsigned blue = 0x0000ff;

  GuestsTest() : ShellTest({.renderer = CATION_GUEST_RENDERER}) {
    driver().create_window(
        {{"x", 100}, {"y", 50}, {"webPreferences", Value::object({{"webviewTag", true}})}});
    window_ = screen_.find("Window");
  }

  /// Loads the embedder, whose page runs this when it is there.
  void load_embedder(const std::string& script) {
    EXPECT_EQ(driver().load(11, page("embedder.html", std::string(embedder_page) + "<script>" +
                                                          script + "</script>")),
              std::nullopt);
  }
  std::string page(const std::string& name, std::string_view html) const {
    return "file://" + pages_.write(name, html);
  }
  void create_guest(int contents, const std::string& partition = "") {
    driver().send("guest.create",
                  {Value::object({{"contents", contents},
                                  {"embedder", 11},
                                  {"partition", partition},
                                  {"userAgent", ""},
                                  {"webPreferences", Value::object({{"isGuest", true}})}})});
  }
  std::string colored(const std::string& color, const std::string& more = "") const {
    return page(color + ".html", "<body style='margin:0;background:" + color + "'>" + more);
  }
  /// Waits until the places of the window's page have these colours.
  struct Dot {
    int x;
    int y;
    unsigned color;
  };
  void expect_dots(const std::vector<Dot>& dots) {
    const auto place = screen_.geometry(window_);
    std::string wrong;
    for (int attempt = 0; attempt < 40; ++attempt) {
      const auto picture = screen_.picture();
      wrong.clear();
      for (const Dot& dot : dots) {
        const unsigned found = picture.at(place.x + dot.x, place.y + dot.y);
        if (found == dot.color) continue;
        wrong += std::to_string(dot.x) + "," + std::to_string(dot.y) + " is " +
                 std::to_string(found) + "; ";
      }
      if (wrong.empty()) return;
    }
    ADD_FAILURE() << wrong;
  }

  std::string window_;
};

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

class GuestFocus : public GuestsTest {
 protected:
  GuestFocus() {
    create_guest(21);
    EXPECT_EQ(driver().load(21, page("guest.html",
                                     "<body style='margin:0'><input id=first><input id=last>"
                                     "<script>let log = ''; const say = (word) => { document.title "
                                     "= log += word + ' ' };"
                                     "for (const input of [first, last]) input.onfocus = "
                                     "() => say(input.id);"
                                     "onkeydown = (event) => say(event.key)</script>")),
              std::nullopt);
    EXPECT_EQ(
        driver().load(
            11,
            page("embedder.html",
                 "<body style='margin:0'><input id=before style='display:block'>"
                 "<div tabindex=0 id=element style='height:150px'></div><input id=after><script>"
                 "let log = ''; const say = (word) => { document.title = log += word + ' ' };"
                 "for (const input of [before, after]) input.onfocus = () => say(input.id);"
                 "let backward = false; onkeydown = (event) => { backward = event.shiftKey };"
                 "element.onfocus = () => focusGuest(21, backward ? 'backward' : 'forward');"
                 "function heard(word, text) {"
                 "  if (word === 'cation.guest-left') {"
                 "    (text.includes('forward') ? after : before).focus();"
                 "  } else say(text)"
                 "}"
                 "place(21, [0, 30, 400, 100], [0, 30, 400, 100]); before.focus()</script>")),
        std::nullopt);
    screen_.focus(window_);
    embedder("before");
  }
  /// Waits until the last word of the embedder, or of the guest, is this one.
  void embedder(const char* word) { wait("window.title", 1, word); }
  void guest(const char* word) { wait("contents.title", 21, word); }

 private:
  void wait(const char* channel, int number, const std::string& word) {
    driver().wait(channel, [&](const Value& told) {
      return told[0] == Value(number) && told[1].value_or(std::string()).ends_with(word);
    });
  }
};

TEST_F(GuestFocus, TabGoesThroughAGuest) {
  screen_.press({"Tab"});
  guest("first");
  screen_.press({"Tab"});
  guest("last");
  screen_.press({"Tab"});
  embedder("after");
  screen_.press({"shift+Tab"});
  guest("last");
  screen_.press({"shift+Tab"});
  guest("first");
  screen_.press({"shift+Tab"});
  embedder("before");
}

TEST_F(GuestFocus, AClickGivesAGuestTheKeyboardAndTheEmbedderHearsOfIt) {
  screen_.click(window_, 20, 40);
  embedder("(21, true)");
  guest("first");
  screen_.press({"x"});
  guest("x");
  screen_.click(window_, 20, 10);
  embedder("(21, false) before");
}

TEST_F(GuestFocus, TheKeyboardGoesBackToTheEmbedderWhenAGuestIsDestroyed) {
  screen_.click(window_, 20, 40);
  guest("first");
  driver().send("guest.destroy", {21});
  driver().wait("page.unbound");
  screen_.press({"Tab", "shift+Tab"});
  embedder("before");
}

TEST_F(GuestFocus, TheMenuHasItsKeysWhileAGuestHasTheKeyboard) {
  driver().send("menu.set_application", {Value::array({Value::object({{"id", 7},
                                                                      {"type", "normal"},
                                                                      {"label", "Do"},
                                                                      {"role", ""},
                                                                      {"accelerator", "Ctrl+D"},
                                                                      {"registerAccelerator", true},
                                                                      {"enabled", true},
                                                                      {"visible", true},
                                                                      {"checked", false}})})});
  driver().wait("window.event", starts_with({1, "menu-bar"}));
  // The menu bar is above the page now.
  screen_.click(window_, 20, 75);
  guest("first");
  screen_.press({"ctrl+d"});
  EXPECT_EQ(driver().wait("menu.clicked")[0], 7);
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
