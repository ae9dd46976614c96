// A page names its window.

#include <cation/cation.h>

#include <cstdio>

using namespace cation;

int main() {
  auto app = App::create();
  if (!app) {
    std::fprintf(stderr, "%s\n", app.error().message.c_str());
    return 1;
  }
  // One listener serves all windows: the event says whose page has sent the message.
  auto renamed = app->ipc_main().on("set-title", [](Event& event, std::string title) {
    if (auto window = event.sender().owner_window()) window->set_title(title);
    std::printf("the title is now \"%s\"\n", title.c_str());
    std::fflush(stdout);
  });
  return app->run([&]() -> Result<void> {
    BrowserWindowOptions options{.title = "Untitled", .width = 560, .height = 360};
    options.web_preferences.preload = "preload.js";
    auto window = BrowserWindow::create(*app, options);
    if (!window) return std::unexpected(window.error());
    window->load_file("index.html");
    return {};
  });
}
