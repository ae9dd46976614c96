#include "app_fixture.h"

#include <signal.h>

#include <stdexcept>

namespace cation {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

TEST_F(AppTest, WhatAListenerThrowsEndsTheAppUnlessSomebodyHearsOfIt) {
  std::vector<std::string> notes;
  auto bad = app->ipc_main().on("bad", [] { throw std::runtime_error("thrown"); });
  std::optional<Subscription> heard =
      app->on_uncaught_error([&](const Error& error) { notes.push_back(error.message); });
  const int status = app->run([&]() -> Task<> {
    auto contents = co_await page(*app);
    (void)co_await ask(contents, "send bad");
    app->spawn([]() -> Task<> {
      throw std::runtime_error("a task");
      co_return;
    }());
    heard.reset();
    (void)co_await ask(contents, "send bad");
  });
  EXPECT_EQ(status, 1);
  EXPECT_THAT(notes, ElementsAre("thrown", "a task"));
}

TEST_F(AppTest, AWindowMayRefuseToCloseAndAnAppToQuit) {
  std::vector<std::string> notes;
  std::optional<Subscription> refuses;
  auto asked = app->on_before_quit([&](Preventable&) { notes.push_back("before-quit"); });
  auto quits = app->on_quit([&](int status) { notes.push_back("quit " + std::to_string(status)); });
  const int status = app->run([&]() -> Task<> {
    auto contents = co_await page(*app);
    refuses = contents.owner_window()->on_close([&](Preventable& event) {
      notes.push_back("refuses");
      event.prevent_default();
    });
    app->quit();
    while (notes.size() < 2) co_await app->sleep(1ms);
    refuses.reset();
    app->quit();
  });
  EXPECT_EQ(status, 0);
  EXPECT_THAT(notes, ElementsAre("before-quit", "refuses", "before-quit", "quit 0"));
}

TEST_F(AppTest, ASignalQuitsItInOrder) {
  std::vector<std::string> notes;
  auto asked = app->on_before_quit([&](Preventable&) { notes.push_back("before-quit"); });
  auto quits = app->on_quit([&](int status) { notes.push_back("quit " + std::to_string(status)); });
  const int status = app->run([&]() -> Task<> {
    (void)co_await page(*app);
    raise(SIGTERM);
  });
  EXPECT_EQ(status, 0);
  EXPECT_THAT(notes, ElementsAre("before-quit", "quit 0"));
}

TEST_F(AppTest, ASignalThatTheProgramHandlesIsLeftToIt) {
  struct Handled {
    Handled() { signal(SIGHUP, SIG_IGN); }
    ~Handled() { signal(SIGHUP, SIG_DFL); }
  } handled;
  auto other = App::create({.name = "Other", .runtime = FAKE_RUNTIME});
  ASSERT_TRUE(other) << other.error().message;
  struct sigaction now{};
  sigaction(SIGHUP, nullptr, &now);
  EXPECT_EQ(now.sa_handler, SIG_IGN);
}

TEST_F(AppTest, AShellThatIsLostComesBackUntilItIsLostTooOften) {
  std::vector<std::string> notes;
  std::optional<Subscription> gone;
  const int status = app->run([&]() -> Task<> {
    auto contents = co_await page(*app);
    gone = contents.on_render_process_gone(
        [&](const std::string& reason) { notes.push_back(reason); });
    // Its page ends the shell whenever it is loaded.
    auto loading = contents.owner_window()->load_url("die:");
    auto loaded = co_await loading;
    notes.push_back(loaded ? "loaded" : "not loaded");
  });
  EXPECT_EQ(status, 1);
  EXPECT_THAT(notes, ElementsAre("crashed", "not loaded", "crashed", "crashed"));
}

TEST_F(AppTest, AWindowBeforeTheAppIsReadyIsRefused) {
  auto window = BrowserWindow::create(*app);
  ASSERT_FALSE(window);
  EXPECT_EQ(window.error().code, "ERR_APP_NOT_READY");
}

TEST_F(AppTest, AnAppThatIsGivenUpEndsAllThatWaits) {
  bool reached = false;
  app->spawn([](App& app, bool& reached) -> Task<> {
    co_await app.sleep(1h);
    reached = true;
  }(*app, reached));
  auto window_later = app->on_ready([&] { (void)BrowserWindow::create(*app); });
  IpcMain ipc = app->ipc_main();
  Poster poster = app->poster();
  app.reset();
  EXPECT_FALSE(reached);
  EXPECT_FALSE(poster.post([] {}));
  EXPECT_EQ(ipc.handle("x", [] {}).error().code, "ERR_DESTROYED");
}

TEST_F(AppTest, AForeignLoopDrivesTheApp) {
  // As a GLib or epoll loop would: by what the app says of itself.
  bool ready = false;
  auto listener = app->on_ready([&] {
    ready = true;
    app->exit(3);
  });
  EXPECT_GE(app->backend_fd(), 0);
  while (app->turn()) EXPECT_GE(app->backend_timeout(), -1);
  EXPECT_TRUE(ready);
  EXPECT_EQ(app->exit_status(), 3);
}

TEST_F(AppTest, AnErrorOfTheMainFunctionEndsTheApp) {
  EXPECT_EQ(app->run([]() -> Result<void> { return fail("cannot go on"); }), 1);
}

TEST(AppWithoutAWindowsProcess, IsAClearError) {
  auto app = App::create({.runtime = "/nowhere"});
  ASSERT_FALSE(app);
  EXPECT_EQ(app.error().code, "ERR_SHELL_NOT_FOUND");
  EXPECT_THAT(app.error().message, HasSubstr("/nowhere"));
  EXPECT_THAT(app.error().message, HasSubstr("CATION_RUNTIME"));
}

TEST(AppWithoutADisplay, EndsWithStatusOne) {
  setenv("CATION_FAKE", "no-display", 1);
  auto app = App::create({.runtime = FAKE_RUNTIME});
  ASSERT_TRUE(app);
  EXPECT_EQ(app->run([]() -> Task<> { co_return; }), 1);
  unsetenv("CATION_FAKE");
}

}  // namespace
}  // namespace cation
