// Asks a page for a sum, and ends.

#include <cation/cation.h>

#include <cstdio>

using namespace cation;

int main(int count, char** words) {
  auto app = App::create({.folder = count > 1 ? words[1] : ""});
  if (!app) {
    std::fprintf(stderr, "%s\n", app.error().message.c_str());
    return 1;
  }
  app->ipc_main().handle("sum", [](int a, int b) { return a + b; });
  auto summed = app->ipc_main().on("sum", [&](int sum) {
    std::printf("the sum is %d\n", sum);
    app->quit();
  });
  return app->run([&]() -> Result<void> {
    BrowserWindowOptions options;
    options.web_preferences.node_integration = true;
    options.web_preferences.context_isolation = false;
    auto window = BrowserWindow::create(*app, options);
    if (!window) return std::unexpected(window.error());
    window->load_file("index.html");
    return {};
  });
}
