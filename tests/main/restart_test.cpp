#include <signal.h>

#include "host_fixture.h"
#include "main/dialog.h"
#include "main/restart_limit.h"

namespace cation::main {
namespace {

using ::testing::ElementsAre;

class RestartTest : public HostTest {
 protected:
  void kill_shell() { kill(host->shell().pid(), SIGKILL); }
  /// Notes what the page of a window hears.
  void listen(BrowserWindow& window) {
    WebContents& contents = window.contents();
    const std::string id = std::to_string(window.id());
    on(contents.render_process_gone, [this, id](const ProcessEnd& end) {
      note(id + " " + end.reason + " " + std::to_string(end.exit_code));
    });
    on(contents.did_navigate, [this, id](const std::string& url) { note(id + " at " + url); });
    on(contents.preload_error, [this, id](const std::string& how, const std::string& menu) {
      note(id + " " + how + menu);
    });
  }
};

TEST_F(RestartTest, AShellThatIsKilledIsStartedAgainAndOpensTheWindowsAsTheyWere) {
  start();
  int loads = 0;
  on(host->app().ready, [&] {
    host->menu().set_application(Value("none"));
    const Value preferences = Value::object({{"preload", "/describe"}});
    BrowserWindow& first =
        host->create_window(Value::object({{"title", "moves"}, {"webPreferences", preferences}}));
    BrowserWindow& second = host->create_window(Value::object(
        {{"title", "early"}, {"width", 300}, {"show", false}, {"webPreferences", preferences}}));
    listen(first);
    listen(second);
    second.set_title("late");
    second.set_fullscreen(true);
    second.set_bounds(Value::object({{"x", 3}, {"y", 4}}));
    first.contents().load_url("ok:", Value(), [this](const LoadFailure*) {
      note("killed");
      kill_shell();
    });
    on(second.contents().did_finish_load, [this] { host->app().exit(0); });
    on(first.contents().did_finish_load, [&] {
      if (++loads == 2) host->window(2)->contents().load_url("more:", Value(), [](auto*) {});
    });
  });
  run();
  EXPECT_THAT(notes,
              ElementsAre("ready", "1 \"moves\" undefined,undefined 800x600 centerednull ",
                          "2 \"early\" undefined,undefined 300x600 hidden centerednull ",
                          "1 at ok:", "killed", "1 crashed 137", "1 \"moves\" 7,8 90x91null ",
                          "2 \"late (set)\" 3,4 300x600 hidden fullscreennull ",
                          "1 at ok:", "2 at more:", "exited 0"));
}

TEST_F(RestartTest, TheMenuIsShownAsItIsByNow) {
  start();
  int times = 0;
  on(host->app().ready, [&] {
    host->menu().set_application(Value::array({"items"}));
    host->menu().update(1, Value::object({{"label", "a"}}));
    host->menu().update(2, Value::object({{"checked", true}}));
    host->menu().update(1, Value::object({{"enabled", false}}));
    BrowserWindow& window = host->create_window(
        Value::object({{"webPreferences", Value::object({{"preload", "/describe"}})}}));
    on(window.contents().preload_error, [&](const std::string&, const std::string& menu) {
      note(menu);
      ++times == 1 ? kill_shell() : host->app().exit(0);
    });
  });
  run();
  EXPECT_THAT(
      notes, ElementsAre("ready",
                         "[\"items\"] {\"label\": \"a\"} {\"checked\": true} {\"enabled\": false} ",
                         "[\"items\"] {\"checked\": true} {\"label\": \"a\", \"enabled\": false} ",
                         "exited 0"));
}

TEST_F(RestartTest, AllThatWaitsForALostShellFailsAtOnceAndANewOneAnswersWhatIsAskedThen) {
  start();
  on(host->app().ready, [&] {
    WebContents& contents = host->create_window(Value()).contents();
    contents.load_url("hang:", Value(), [this](const LoadFailure* failure) {
      note("load " + failure->description);
      // Of a new one. What the app loads by itself takes the place of what was shown.
      host->window(1)->contents().load_url("ok:", Value(), [this](const LoadFailure* second) {
        note(second ? second->description : "loaded");
        show_open_dialog(*host, 0, Value(), [this](Result<Value> answer) {
          note((*answer)["filePaths"][0].value_or<std::string>(""));
          host->app().exit(0);
        });
      });
    });
    // Before it can read the next question.
    kill(host->shell().pid(), SIGSTOP);
    show_open_dialog(*host, 0, Value(),
                     [this](Result<Value> answer) { note("dialog " + answer.error().code); });
    kill_shell();
  });
  run();
  EXPECT_THAT(notes, ElementsAre("ready", "dialog ERR_SHELL_ENDED", "load ERR_FAILED", "loaded",
                                 "/chosen", "exited 0"));
}

TEST_F(RestartTest, AListenerMayReloadThePageOrCloseTheWindow) {
  start();
  int loads = 0;
  on(host->app().ready, [&] {
    for (int i = 0; i < 2; ++i) listen(host->create_window(Value()));
    on(host->window(1)->contents().render_process_gone, [this](const ProcessEnd&) {
      host->window(2)->destroy();
      host->window(1)->contents().order("reload");
    });
    host->window(2)->contents().load_url("ok:", Value(), [](auto*) {});
    host->window(1)->contents().load_url("ok:", Value(), [this](auto*) { kill_shell(); });
    on(host->window(1)->contents().did_finish_load, [&] {
      if (++loads == 2) host->app().exit(0);
    });
  });
  run();
  EXPECT_THAT(
      notes, ElementsAre("ready", "2 at ok:", "1 at ok:", "1 crashed 137", "1 at ok:", "exited 0"));
}

TEST_F(RestartTest, AShellThatDiesAgainAndAgainEndsTheAppWithAnError) {
  start();
  on(host->app().ready, [&] {
    listen(host->create_window(Value()));
    host->window(1)->contents().load_url("die:", Value(), [](const LoadFailure*) {});
  });
  run();
  EXPECT_THAT(notes, ElementsAre("ready", "1 crashed 7", "1 crashed 7", "1 crashed 7",
                                 "failed ERR_SHELL_ENDED", "exited 1"));
}

TEST_F(RestartTest, AShellThatCannotStartSaysWhyAndEndsTheAppAtOnce) {
  setenv("CATION_FAKE_SHELL_FAILS", "1", 1);
  start();
  run();
  unsetenv("CATION_FAKE_SHELL_FAILS");
  EXPECT_THAT(notes, ElementsAre("failed ERR_NO_DISPLAY", "exited 1"));
}

TEST(RestartLimit, AllowsSoManyInAnySpan) {
  RestartLimit limit(2, 100);
  EXPECT_TRUE(limit.allow(0));
  EXPECT_TRUE(limit.allow(60));
  EXPECT_FALSE(limit.allow(99));
  EXPECT_TRUE(limit.allow(100));
  EXPECT_FALSE(limit.allow(159));
  EXPECT_TRUE(limit.allow(160));
}

}  // namespace
}  // namespace cation::main
