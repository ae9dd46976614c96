#include "guests_fixture.h"

namespace cation::shell::test {
namespace {

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

}  // namespace
}  // namespace cation::shell::test
