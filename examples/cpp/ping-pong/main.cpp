// The oldest form: a page with `require`, that sends, and sends and waits.

#include <cation/cation.h>

#include <cstdio>

using namespace cation;

int main() {
  auto app = App::create();
  if (!app) {
    std::fprintf(stderr, "%s\n", app.error().message.c_str());
    return 1;
  }
  auto ipc = app->ipc_main();
  auto ping = ipc.on("ping", [](Event& event, int stroke) {
    std::printf("ping %d\n", stroke);
    std::fflush(stdout);
    // Two ways to say the same: to the page of the sender, and to the very frame that has sent.
    if (stroke % 2 != 0) {
      event.sender().send("pong", stroke);
    } else {
      event.reply("pong", stroke);
    }
  });
  auto waiting = ipc.on("ping-sync", [](int stroke) {
    std::printf("ping %d, and the page waits\n", stroke);
    std::fflush(stdout);
    return "pong " + std::to_string(stroke);
  });
  return app->run([&]() -> Result<void> {
    BrowserWindowOptions options{.width = 520, .height = 420};
    // The page is our own and loads nothing from elsewhere, so it may have `require`. With pages of
    // others this would hand them the machine.
    options.web_preferences.node_integration = true;
    options.web_preferences.context_isolation = false;
    auto window = BrowserWindow::create(*app, options);
    if (!window) return std::unexpected(window.error());
    window->load_file("index.html");
    return {};
  });
}
