// The smallest app: shows a page, says when it has painted, and ends when its input does.

#include <cation/cation.h>

#include <cstdio>
#include <thread>

using namespace cation;

int main(int, char** words) {
  auto app = App::create();
  if (!app) {
    std::fprintf(stderr, "%s\n", app.error().message.c_str());
    return 1;
  }
  std::optional<Subscription> painted;
  // Reading blocks, so a thread does it.
  std::thread([&app, poster = app->poster()] {
    while (std::getchar() != EOF) continue;
    poster.post([&app] { app->exit(); });
  }).detach();
  return app->run([&]() -> Result<void> {
    auto window = BrowserWindow::create(*app);
    if (!window) return std::unexpected(window.error());
    painted = window->on_page_title_updated([](Preventable&, const std::string& title) {
      if (title != "painted") return;
      std::puts("painted");
      std::fflush(stdout);
    });
    window->load_url(words[1]);
    return {};
  });
}
