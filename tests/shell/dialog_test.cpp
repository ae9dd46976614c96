#include "driver.h"

namespace cation::shell::test {
namespace {

class DialogTest : public ShellTest {
 protected:
  DialogTest() {
    driver().create_window({{"x", 0}, {"y", 0}});
    driver().wait("window.event", starts_with({1, "focus"}));
  }
  /// Asks for a dialog, waits until it has the keyboard, and presses the keys.
  std::uint32_t ask(std::string_view channel, int window, const char* title,
                    std::vector<Value::Member> options) {
    options.emplace_back("title", title);
    const auto call = driver().invoke(channel, {window, Value::object(options)});
    screen_.focus(screen_.find(title));
    return call;
  }
  void enter_path(const std::string& path) const {
    screen_.press({"ctrl+l", "ctrl+a"});
    screen_.type(path);
    screen_.press({"Return"});
  }
};

TEST_F(DialogTest, AFileIsChosenByTyping) {
  const auto path = pages_.write("chosen file.txt", "text");
  const auto call = ask("dialog.open", 1, "Choose", {{"properties", Value::array({"openFile"})}});
  enter_path(path);
  EXPECT_EQ(driver().answer(call),
            Value::object({{"canceled", false}, {"filePaths", Value::array({path})}}));
}

TEST_F(DialogTest, AnOpenDialogIsCanceledByEscape) {
  const auto call = ask("dialog.open", 1, "Choose", {});
  screen_.press({"Escape"});
  EXPECT_EQ(driver().answer(call),
            Value::object({{"canceled", true}, {"filePaths", Value::array()}}));
}

TEST_F(DialogTest, AFolderIsChosen) {
  const auto call = ask("dialog.open", 1, "Choose",
                        {{"properties", Value::array({"openDirectory"})}, {"defaultPath", "/"}});
  enter_path(pages_.path());
  EXPECT_EQ(driver().answer(call)["filePaths"], Value::array({pages_.path()}));
}

TEST_F(DialogTest, ADialogNeedsNoWindow) {
  const auto path = pages_.write("file.txt", "text");
  const auto call = ask("dialog.open", 0, "Choose", {});
  enter_path(path);
  EXPECT_EQ(driver().answer(call)["filePaths"], Value::array({path}));
}

TEST_F(DialogTest, TheShellGoesOnWhileADialogIsOpen) {
  const auto call = ask("dialog.open", 1, "Choose", {});
  EXPECT_EQ(driver().load(11, "data:text/html,<title>Meanwhile</title>"), std::nullopt);
  driver().wait("window.title", starts_with({1, "Meanwhile"}));
  screen_.press({"Escape"});
  EXPECT_EQ(driver().answer(call)["canceled"], true);
}

TEST_F(DialogTest, TheWindowHasTheKeyboardAgainAfterItsDialog) {
  EXPECT_EQ(driver().load(11,
                          "data:text/html,<script>onkeydown = (event) => "
                          "{ document.title = event.key }</script>"),
            std::nullopt);
  const auto call = ask("dialog.open", 1, "Choose", {});
  driver().wait("window.event", starts_with({1, "blur"}));
  screen_.press({"Escape"});
  driver().answer(call);
  driver().wait("window.event", starts_with({1, "focus"}));
  screen_.press({"k"});
  driver().wait("window.title", starts_with({1, "k"}));
}

TEST_F(DialogTest, ADialogIsCanceledWithItsWindow) {
  const auto call = ask("dialog.open", 1, "Choose", {});
  driver().send("window.destroy", {1});
  EXPECT_EQ(driver().answer(call)["canceled"], true);
  driver().wait("window.closed");
}

TEST_F(DialogTest, AFileIsSavedUnderATypedName) {
  const auto call = ask("dialog.save", 1, "Keep", {{"defaultPath", pages_.path() + "/draft.txt"}});
  screen_.press({"ctrl+a"});
  screen_.type("final.txt");
  screen_.press({"Return"});
  EXPECT_EQ(driver().answer(call),
            Value::object({{"canceled", false}, {"filePath", pages_.path() + "/final.txt"}}));
}

TEST_F(DialogTest, ASavedNameGetsTheExtensionOfItsFilter) {
  const Value filter =
      Value::object({{"name", "Images"}, {"extensions", Value::array({"png", "jpg"})}});
  const auto call =
      ask("dialog.save", 1, "Keep",
          {{"defaultPath", pages_.path() + "/x"}, {"filters", Value::array({filter})}});
  screen_.press({"ctrl+a"});
  screen_.type("picture");
  screen_.press({"Return"});
  EXPECT_EQ(driver().answer(call)["filePath"], pages_.path() + "/picture.png");
}

TEST_F(DialogTest, ASaveDialogIsCanceledByEscape) {
  const auto call = ask("dialog.save", 1, "Keep", {});
  screen_.press({"Escape"});
  EXPECT_EQ(driver().answer(call), Value::object({{"canceled", true}, {"filePath", ""}}));
}

TEST_F(DialogTest, AMessageIsAnsweredWithItsDefaultButton) {
  const auto call = ask("dialog.message", 1, "Question",
                        {{"type", "question"},
                         {"message", "Really?"},
                         {"detail", "50 % _of_ it"},
                         {"buttons", Value::array({"No", "Yes"})},
                         {"defaultId", 1},
                         {"cancelId", 0}});
  screen_.press({"Return"});
  EXPECT_EQ(driver().answer(call), Value::object({{"response", 1}, {"checkboxChecked", false}}));
}

TEST_F(DialogTest, AMessageThatIsDismissedAnswersWithTheButtonForThat) {
  const auto call = ask("dialog.message", 1, "Question",
                        {{"message", "Really?"},
                         {"buttons", Value::array({"Yes", "No", "Perhaps"})},
                         {"defaultId", 0},
                         {"cancelId", 2}});
  screen_.press({"Escape"});
  EXPECT_EQ(driver().answer(call)["response"], 2);
}

TEST_F(DialogTest, AMessagesCheckboxIsAnsweredWithItsButton) {
  const auto call = ask("dialog.message", 1, "Question",
                        {{"message", "Really?"},
                         {"buttons", Value::array({"&Yes", "&No"})},
                         {"mnemonics", true},
                         {"checkboxLabel", "Do not ask again"},
                         {"checkboxChecked", true}});
  screen_.press({"alt+n"});
  EXPECT_EQ(driver().answer(call), Value::object({{"response", 1}, {"checkboxChecked", true}}));
}

}  // namespace
}  // namespace cation::shell::test
