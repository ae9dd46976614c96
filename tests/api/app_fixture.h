#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "cation/cation.h"

namespace cation {

/// An App on the shell and pages that fake_shell.cpp and page.h describe.
class AppTest : public ::testing::Test {
 protected:
  AppTest() {
    auto created = App::create({.name = "Test", .runtime = FAKE_RUNTIME});
    if (!created) {
      ADD_FAILURE() << created.error().message;
      std::abort();
    }
    app.emplace(std::move(*created));
  }

  /// Runs a coroutine when the app is ready, and quits when it is done.
  int run(std::function<Task<>(App&)> test) {
    return app->run([&]() -> Task<> {
      auto task = test(*app);
      co_await task;
      app->exit();
    });
  }

  /// A window whose page is loaded.
  static Task<WebContents> page(App& app) {
    auto window = BrowserWindow::create(app);
    auto loading = window->load_url("page:");
    auto loaded = co_await loading;
    EXPECT_TRUE(loaded);
    co_return window->web_contents();
  }

  /// What main answers a page that calls it with these arguments; an error as "!" and its text.
  template <typename... A>
  static Task<Value> ask(WebContents page, std::string script, A... argument) {
    EXPECT_TRUE(page.send("arguments", argument...));
    auto running = page.execute_javascript(std::move(script));
    auto result = co_await running;
    co_return result ? *result : Value("!" + result.error().message);
  }

  std::optional<App> app;
};

}  // namespace cation
