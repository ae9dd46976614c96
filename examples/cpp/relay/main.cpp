// Pages cannot reach each other: main hands what one says to all others.

#include <cation/cation.h>

#include <cstdio>
#include <map>

using namespace cation;

namespace {

struct Said {
  std::string from;
  std::string text;
};

Result<BrowserWindow> open_window(App& app, const std::string& name, int x) {
  BrowserWindowOptions options{.title = name, .width = 440, .height = 460, .x = x, .y = 80};
  options.web_preferences.preload = "preload.js";
  auto window = BrowserWindow::create(app, options);
  if (window) window->load_file("index.html");
  return window;
}

}  // namespace

int main() {
  auto app = App::create();
  if (!app) {
    std::fprintf(stderr, "%s\n", app.error().message.c_str());
    return 1;
  }
  std::map<std::uint32_t, std::string> names;
  auto ipc = app->ipc_main();
  ipc.handle("who-am-i", [&](Event& event) { return names[event.sender().id()]; });
  auto said = ipc.on("say", [&](Event& event, std::string text) {
    const std::string from = names[event.sender().id()];
    std::printf("%s: %s\n", from.c_str(), text.c_str());
    std::fflush(stdout);
    for (const BrowserWindow& window : app->windows()) {
      auto page = window.web_contents();
      if (page != event.sender()) page.send("heard", Said{from, text});
    }
  });
  return app->run([&]() -> Result<void> {
    const std::pair<const char*, int> places[] = {{"Ada", 60}, {"Grace", 540}};
    for (const auto& [name, x] : places) {
      auto window = open_window(*app, name, x);
      if (!window) return std::unexpected(window.error());
      names[window->web_contents().id()] = name;
    }
    return {};
  });
}
