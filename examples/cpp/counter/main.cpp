// A menu counts in the page, and the page tells how far it has come.

#include <cation/cation.h>

#include <cstdio>

using namespace cation;

namespace {

Result<void> open_window(App& app) {
  BrowserWindowOptions options{.width = 420, .height = 360};
  options.web_preferences.preload = "preload.js";
  auto window = BrowserWindow::create(app, options);
  if (!window) return std::unexpected(window.error());

  auto add = [page = window->web_contents()](int step) {
    return [page, step](MenuClick&) { page.send("add", step); };
  };
  auto menu = Menu::build_from_template(
      app, {{.label = "Count",
             .submenu = {{.label = "Up", .accelerator = "CmdOrCtrl+U", .click = add(1)},
                         {.label = "Down", .accelerator = "CmdOrCtrl+D", .click = add(-1)},
                         {.type = MenuItemType::separator},
                         {.label = "Quit", .role = "quit"}}}});
  if (!menu) return std::unexpected(menu.error());
  app.set_application_menu(*menu);
  window->load_file("index.html");
  return {};
}

}  // namespace

int main() {
  auto app = App::create();
  if (!app) {
    std::fprintf(stderr, "%s\n", app.error().message.c_str());
    return 1;
  }
  auto counted = app->ipc_main().on("count", [](int count) {
    std::printf("the page counts %d\n", count);
    std::fflush(stdout);
  });
  return app->run([&] { return open_window(*app); });
}
