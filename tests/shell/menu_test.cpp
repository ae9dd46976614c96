#include "driver.h"

namespace cation::shell::test {
namespace {

Value item(int id, std::string_view label, std::vector<Value::Member> more = {}) {
  more.emplace_back("id", id);
  more.emplace_back("label", label);
  return Value::object(more);
}

Value submenu(int id, std::string_view label, std::vector<Value> items) {
  return item(id, label, {{"type", "submenu"}, {"submenu", Value::array(std::move(items))}});
}

class MenuTest : public ShellTest {
 protected:
  void show(std::vector<Value> items) {
    driver().send("menu.set_application",
                  {Value::array({submenu(100, "&Menu", std::move(items))})});
    driver().create_window({{"x", 0}, {"y", 0}});
    driver().wait("window.event", starts_with({1, "focus"}));
    EXPECT_EQ(driver().load(11, "data:text/html,<p>page"), std::nullopt);
    window_ = screen_.find("Window");
    screen_.focus(window_);
  }
  void open_menu() const { screen_.click(window_, 15, 10); }

  std::string window_;
};

TEST_F(MenuTest, AnItemIsChosenWithThePointer) {
  show({item(1, "One"), item(2, "Two")});
  open_menu();
  screen_.press({"Down", "Down", "Return"});
  EXPECT_EQ(driver().wait("menu.clicked"), Value::array({2, 1, false}));
}

TEST_F(MenuTest, AnItemIsChosenByItsMnemonics) {
  show({item(1, "&One"), item(2, "T&wo")});
  screen_.press({"alt+m", "w"});
  EXPECT_EQ(driver().wait("menu.clicked")[0], 2);
}

TEST_F(MenuTest, AnItemIsChosenByItsAccelerator) {
  show({item(1, "One", {{"accelerator", "CmdOrCtrl+Shift+I"}}),
        item(2, "Two", {{"accelerator", "F6"}})});
  screen_.press({"ctrl+shift+i", "F6"});
  EXPECT_EQ(driver().wait("menu.clicked")[0], 1);
  EXPECT_EQ(driver().wait("menu.clicked")[0], 2);
}

TEST_F(MenuTest, ThePageHasTheFirstWordAboutAKey) {
  show({item(1, "One", {{"accelerator", "a"}}), item(2, "Two", {{"accelerator", "b"}})});
  EXPECT_EQ(driver().load(11,
                          "data:text/html,<script>onkeydown = (event) => { if (event.key === 'a')"
                          "{ event.preventDefault(); document.title = 'Taken' } }</script>"),
            std::nullopt);
  screen_.press({"a"});
  driver().wait("window.title", starts_with({1, "Taken"}));
  screen_.press({"b"});
  EXPECT_EQ(driver().wait("menu.clicked")[0], 2);
}

TEST_F(MenuTest, AKeyThatNobodyTakesReachesThePageOnce) {
  show({item(1, "One", {{"accelerator", "F6"}})});
  EXPECT_EQ(driver().load(11,
                          "data:text/html,<script>let keys = []; onkeydown = (event) => {"
                          "keys.push(event.key); document.title = keys.join() }</script>"),
            std::nullopt);
  screen_.press({"Shift_L", "F9"});
  driver().wait("window.title", starts_with({1, "Shift,F9"}));
  // Each answer is a turn of the shell's loop, in which it could send a key again.
  for (int i = 0; i < 50; ++i) driver().answer(driver().invoke("no.channel", {}));
  screen_.press({"a"});
  driver().wait("window.title", starts_with({1, "Shift,F9,a"}));
}

TEST_F(MenuTest, TheEnginesOwnKeysAreTheMenusWhereNothingInThePageHasTheKeyboard) {
  const std::vector<std::pair<const char*, const char*>> keys = {
      {"Ctrl+Tab", "ctrl+Tab"},
      {"Ctrl+Shift+Tab", "ctrl+shift+Tab"},
      {"Ctrl+/", "ctrl+slash"},
      {"Ctrl+\\", "ctrl+backslash"},
      {"Ctrl+;", "ctrl+semicolon"},
      {"Ctrl+Shift+A", "ctrl+shift+a"},
      {"Ctrl+A", "ctrl+a"},
      {"Ctrl+Delete", "ctrl+Delete"},
      {"Space", "space"},
      {"Tab", "Tab"},
      {"x", "x"},
      {"Shift+1", "shift+1"},
      {"Ctrl+Plus", "ctrl+plus"},
      {"PageDown", "Page_Down"}};
  std::vector<Value> items;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    items.push_back(item(static_cast<int>(i) + 1, keys[i].first, {{"accelerator", keys[i].first}}));
  }
  show(std::move(items));
  EXPECT_EQ(driver().load(11, "data:text/html,<input><p style='height:3000px'>"), std::nullopt);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    screen_.press({keys[i].second});
    EXPECT_EQ(driver().wait("menu.clicked")[0], static_cast<int>(i) + 1) << keys[i].first;
  }
}

TEST_F(MenuTest, WhereAPersonTypesTheKeysOfTextAreThePages) {
  show({item(1, "X", {{"accelerator", "x"}}), item(2, "All", {{"accelerator", "Ctrl+A"}}),
        item(3, "Slash", {{"accelerator", "Ctrl+/"}}),
        item(4, "Tab", {{"accelerator", "Ctrl+Tab"}})});
  EXPECT_EQ(driver().load(11,
                          "data:text/html,<input id=text autofocus><script>text.focus();"
                          "text.oninput = () => { document.title = text.value }</script>"),
            std::nullopt);
  screen_.press({"x", "x", "ctrl+a", "y"});
  driver().wait("window.title", starts_with({1, "y"}));
  screen_.press({"ctrl+slash", "ctrl+Tab"});
  EXPECT_EQ(driver().wait("menu.clicked")[0], 3);
  EXPECT_EQ(driver().wait("menu.clicked")[0], 4);
}

TEST_F(MenuTest, APageKeepsAKeyFromTheMenuThatTheEngineWouldHaveUsed) {
  show({item(1, "Space", {{"accelerator", "Space"}}), item(2, "Tab", {{"accelerator", "Tab"}})});
  EXPECT_EQ(driver().load(11,
                          "data:text/html,<script>onkeydown = (event) => { if (event.key === ' ')"
                          "{ event.preventDefault(); document.title = 'Taken' } }</script>"),
            std::nullopt);
  screen_.press({"space"});
  driver().wait("window.title", starts_with({1, "Taken"}));
  screen_.press({"Tab"});
  EXPECT_EQ(driver().wait("menu.clicked")[0], 2);
}

TEST_F(MenuTest, AnItemThatIsHiddenHasItsKeyAndOneThatRegistersNoneHasNot) {
  show({item(1, "Shown", {{"accelerator", "F6"}, {"registerAccelerator", false}}),
        item(2, "Hidden", {{"accelerator", "F7"}, {"visible", false}})});
  screen_.press({"F6", "F7"});
  EXPECT_EQ(driver().wait("menu.clicked")[0], 2);
}

TEST_F(MenuTest, F10OpensTheMenu) {
  show({item(1, "One"), item(2, "Two")});
  screen_.press({"F10", "Down", "Down", "Return"});
  EXPECT_EQ(driver().wait("menu.clicked")[0], 2);
}

TEST_F(MenuTest, ACheckboxTurnsWithEachChoice) {
  show({item(1, "Check", {{"type", "checkbox"}, {"accelerator", "F6"}})});
  screen_.press({"F6"});
  EXPECT_EQ(driver().wait("menu.clicked"), Value::array({1, 1, true}));
  screen_.press({"F6"});
  EXPECT_EQ(driver().wait("menu.clicked"), Value::array({1, 1, false}));
}

TEST_F(MenuTest, ACheckboxIsTheSameInAllWindows) {
  show({item(1, "Check", {{"type", "checkbox"}, {"accelerator", "F6"}})});
  screen_.press({"F6"});
  EXPECT_EQ(driver().wait("menu.clicked"), Value::array({1, 1, true}));
  driver().create_window({{"id", 2}, {"contents", 12}, {"title", "Second"}, {"x", 500}});
  driver().wait("window.event", starts_with({2, "focus"}));
  screen_.focus(screen_.find("Second"));
  screen_.press({"F6"});
  EXPECT_EQ(driver().wait("menu.clicked"), Value::array({1, 2, false}));
}

TEST_F(MenuTest, ARadioItemStaysChosen) {
  show({item(1, "One", {{"type", "radio"}, {"accelerator", "F6"}, {"checked", true}}),
        item(2, "Two", {{"type", "radio"}, {"accelerator", "F7"}})});
  screen_.press({"F7", "F7", "F6"});
  EXPECT_EQ(driver().wait("menu.clicked"), Value::array({2, 1, true}));
  EXPECT_EQ(driver().wait("menu.clicked"), Value::array({2, 1, true}));
  EXPECT_EQ(driver().wait("menu.clicked"), Value::array({1, 1, true}));
}

TEST_F(MenuTest, MainSwitchesItemsOffAndOn) {
  show({item(1, "One", {{"accelerator", "F6"}, {"enabled", false}}),
        item(2, "Two", {{"accelerator", "F7"}})});
  screen_.press({"F6", "F7"});
  EXPECT_EQ(driver().wait("menu.clicked")[0], 2);
  driver().send("menu.update", {1, Value::object({{"enabled", true}})});
  driver().send("menu.update", {2, Value::object({{"visible", false}, {"label", "Three"}})});
  // The shell has acted on all before when it answers.
  driver().answer(driver().invoke("no.channel", {}));
  screen_.press({"F6"});
  EXPECT_EQ(driver().wait("menu.clicked")[0], 1);
}

TEST_F(MenuTest, RolesActOnTheWindow) {
  show({item(1, "Close", {{"role", "close"}, {"accelerator", "F6"}}),
        item(2, "Reload", {{"role", "reload"}, {"accelerator", "F7"}}),
        item(3, "Tools", {{"role", "toggleDevTools"}, {"accelerator", "F8"}})});
  screen_.press({"F6"});
  EXPECT_EQ(driver().wait("window.close_requested")[0], 1);
  screen_.press({"F7"});
  driver().wait("contents.finished", starts_with({11, 0}));
  screen_.press({"F8"});
  EXPECT_EQ(driver().wait("contents.devtools"), Value::array({11, true}));
  EXPECT_FALSE(driver().has_heard("menu.clicked"));
}

TEST_F(MenuTest, EditingRolesActOnThePage) {
  show({item(1, "All", {{"role", "selectAll"}, {"accelerator", "F6"}}),
        item(2, "Cut", {{"role", "cut"}, {"accelerator", "F7"}}),
        item(3, "Paste", {{"role", "paste"}, {"accelerator", "F8"}}),
        item(4, "Undo", {{"role", "undo"}, {"accelerator", "F9"}})});
  EXPECT_EQ(driver().load(11,
                          "data:text/html,<input id=text value=word autofocus><script>"
                          "text.focus(); text.oninput = () => { document.title = '[' + "
                          "text.value + ']' }</script>"),
            std::nullopt);
  screen_.press({"F6", "F7"});
  driver().wait("window.title", starts_with({1, "[]"}));
  screen_.press({"F8"});
  driver().wait("window.title", starts_with({1, "[word]"}));
  screen_.press({"F9"});
  driver().wait("window.title", starts_with({1, "[]"}));
}

TEST_F(MenuTest, TheRoleQuitIsForMain) {
  show({item(1, "Quit", {{"role", "quit"}, {"accelerator", "F6"}})});
  screen_.press({"F6"});
  EXPECT_EQ(driver().wait("menu.clicked")[0], 1);
}

TEST_F(MenuTest, AMenuThatIsTakenAwayHasNoKeys) {
  show({item(1, "One", {{"accelerator", "F6"}})});
  driver().send("menu.set_application", {nullptr});
  driver().send("menu.set_application",
                {Value::array({submenu(100, "Menu", {item(2, "Two", {{"accelerator", "F6"}})})})});
  driver().answer(driver().invoke("no.channel", {}));
  screen_.press({"F6"});
  EXPECT_EQ(driver().wait("menu.clicked")[0], 2);
}

TEST_F(MenuTest, AMenuWithAnUnknownTypeIsRefused) {
  const auto call = driver().invoke("menu.set_application",
                                    {Value::array({item(1, "One", {{"type", "wheel"}})})});
  EXPECT_EQ(driver().answer(call)["message"], "a menu item cannot be of the type \"wheel\"");
}

}  // namespace
}  // namespace cation::shell::test
