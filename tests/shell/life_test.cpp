#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "driver.h"

namespace cation::shell::test {
namespace {

namespace fs = std::filesystem;

class LifeTest : public ShellTest {
 protected:
  void expect_clean_end() {
    EXPECT_EQ(driver().process().wait(), 0);
    EXPECT_FALSE(fs::exists(driver().private_folder()));
  }
};

std::set<pid_t> children() {
  std::set<pid_t> pids;
  const auto self = std::to_string(getpid());
  std::ifstream list("/proc/" + self + "/task/" + self + "/children");
  for (pid_t pid = 0; list >> pid;) pids.insert(pid);
  return pids;
}

TEST_F(LifeTest, TheShellEndsWithTheLinkAndTakesTheFolderWithIt) {
  driver().hang_up();
  expect_clean_end();
}

TEST_F(LifeTest, TheShellEndsWhileAPageIsOpen) {
  driver().create_window();
  EXPECT_EQ(driver().load(11, "data:text/html,<p>page"), std::nullopt);
  driver().hang_up();
  expect_clean_end();
}

TEST_F(LifeTest, TheShellEndsWhileADialogIsOpen) {
  driver().create_window();
  driver().invoke("dialog.open", {1, Value::object({{"title", "Choose"}})});
  screen_.find("Choose");
  driver().hang_up();
  expect_clean_end();
}

TEST_F(LifeTest, TheShellEndsWhileAMenuIsOpen) {
  const Value items = Value::array({Value::object({{"id", 2}, {"label", "Item"}})});
  driver().send(
      "menu.set_application",
      {Value::array({Value::object({{"id", 1}, {"label", "Menu"}, {"submenu", items}})})});
  driver().create_window({{"x", 0}, {"y", 0}});
  driver().wait("window.event", starts_with({1, "focus"}));
  screen_.click(screen_.find("Window"), 15, 10);
  screen_.press({"Down"});
  driver().hang_up();
  expect_clean_end();
}

TEST_F(LifeTest, NoProcessOfThePagesStaysNotEvenABusyOne) {
  // What loses its parent becomes our child, so its end can be waited for.
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  driver().create_window();
  driver().create_window({{"id", 2}, {"contents", 12}});
  EXPECT_EQ(driver().load(11, "data:text/html,<p>page"), std::nullopt);
  EXPECT_EQ(driver().load(12,
                          "data:text/html,<script>onload = () => setTimeout(() => { for (;;); "
                          "})</script>"),
            std::nullopt);
  driver().hang_up();
  expect_clean_end();
  auto left = children();
  left.erase(screen_.server());
  for (; !left.empty(); left = children(), left.erase(screen_.server())) {
    for (const pid_t pid : left) {
      int status = 0;
      waitpid(pid, &status, 0);
      EXPECT_FALSE(WIFSIGNALED(status) && WTERMSIG(status) == SIGTRAP) << "ended by WebKit's guard";
    }
  }
}

TEST_F(LifeTest, TheShellEndsWhenItIsToldTo) {
  driver().process().signal(SIGTERM);
  expect_clean_end();
}

TEST_F(LifeTest, AFolderThatHoldsMoreThanTheSocketStays) {
  const auto file = driver().private_folder() + "/precious";
  std::ofstream(file) << "text";
  driver().hang_up();
  EXPECT_EQ(driver().process().wait(), 0);
  EXPECT_TRUE(fs::exists(file));
  EXPECT_FALSE(fs::exists(driver().socket()));
}

TEST_F(LifeTest, TheShellSaysWhatItIsMadeOf) {
  Driver another({.display = screen_.name()});
  const Value versions = another.wait("ready")[0];
  EXPECT_TRUE(versions["webkit"].is_string());
  EXPECT_TRUE(versions["gtk"].value_or(std::string()).starts_with("3."));
}

TEST_F(LifeTest, ACallOnAnUnknownChannelIsRejected) {
  const Value error = driver().answer(driver().invoke("no.channel", {}));
  EXPECT_TRUE(error.is_error());
  EXPECT_EQ(error["message"], "the shell knows no such channel");
  EXPECT_EQ(error["code"], "ERR_NO_HANDLER");
}

TEST_F(LifeTest, AWordThatIsNoWordEndsTheShell) {
  driver().send_raw("this is no packet of the link");
  expect_clean_end();
}

TEST(LifeTestWithoutADisplay, TheShellFailsWithOneMessage) {
  const TemporaryFolder folder;
  Driver driver({.display = "", .stderr_file = folder.path() + "/stderr"});
  EXPECT_EQ(driver.wait("failed"),
            Value::array(
                {"There is no display to open windows on: DISPLAY is not set", "ERR_NO_DISPLAY"}));
  EXPECT_EQ(driver.process().wait(), 1);
  EXPECT_FALSE(fs::exists(driver.private_folder()));
}

TEST(LifeTestWithoutADisplay, ADisplayThatIsNotThereIsNamed) {
  const TemporaryFolder folder;
  Driver driver({.display = ":nowhere", .stderr_file = folder.path() + "/stderr"});
  EXPECT_EQ(driver.wait("failed")[0],
            "There is no display to open windows on: cannot open :nowhere");
  EXPECT_EQ(driver.process().wait(), 1);
}

TEST(LifeTestWithoutADisplay, ABackendThatHasNoDisplayGivesWayToOneThatHas) {
  const TemporaryFolder folder;
  const std::string said = folder.path() + "/stderr";
  const Xvfb screen;
  Driver driver({.display = screen.name(),
                 .more_environment = {{"GDK_BACKEND", "wayland"},
                                      {"WAYLAND_DISPLAY", "nowhere"},
                                      {"XDG_RUNTIME_DIR", folder.path()}},
                 .stderr_file = said});
  driver.wait("ready");
  std::ifstream file(said);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_NE(text.find("GDK_BACKEND is wayland"), std::string::npos) << text;
}

TEST(LifeTestWithoutADisplay, ABackendThatCannotOpenTheDisplayIsNamed) {
  const TemporaryFolder folder;
  Driver driver({.display = "",
                 .more_environment = {{"GDK_BACKEND", "wayland"},
                                      {"WAYLAND_DISPLAY", "nowhere"},
                                      {"XDG_RUNTIME_DIR", folder.path()}},
                 .stderr_file = folder.path() + "/stderr"});
  EXPECT_EQ(driver.wait("failed")[0],
            "There is no display to open windows on: DISPLAY is not set (GDK_BACKEND is wayland: "
            "unset it to use any display there is)");
  EXPECT_EQ(driver.process().wait(), 1);
}

TEST(LifeTestWithoutAMain, WrongArgumentsAreNamed) {
  const TemporaryFolder folder;
  auto status = [&](std::vector<std::string> command) {
    command.insert(command.begin(), CATION_SHELL);
    return Process(
               {.command = command, .environment = {}, .stderr_file = folder.path() + "/stderr"})
        .wait();
  };
  EXPECT_EQ(status({}), 2);
  EXPECT_EQ(status({"--socket"}), 2);
  EXPECT_EQ(status({"--socket", "relative", "--renderer", "/tmp"}), 2);
  EXPECT_EQ(status({"--nonsense", "1"}), 2);
  EXPECT_EQ(status({"--socket", folder.path() + "/socket", "--renderer", "/tmp"}), 2);
}

}  // namespace
}  // namespace cation::shell::test
