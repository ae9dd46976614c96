// A tree of folders with their sizes. Threads count, and the page is told how far they have come;
// it may cancel, and a page that goes cancels by itself.
//
//   files [folder]

#include <cation/cation.h>

#include <cstdio>
#include <map>

#include "tree.h"

using namespace cation;

namespace {

/// One count for a page, by the number that the page gave it.
struct Progress {
  int count;
  files::Measure so_far;
};

/// The counts that run, by the page's process and the number that the page gave.
using Key = std::pair<std::uint32_t, int>;
using Cancellations = std::map<Key, std::stop_source>;

/// One of them, for as long as it runs.
class Running {
 public:
  Running(Cancellations& all, Key key, std::stop_source stop) : all_(all), key_(key) {
    all_[key_] = std::move(stop);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { all_.erase(key_); }

 private:
  Cancellations& all_;
  Key key_;
};

Task<Result<files::Measure>> measure(App& app, Cancellations& running, Event asked, int count,
                                     std::string path) {
  std::stop_source cancelled;
  // A coroutine that is cancelled destroys what it holds, this too.
  const Running entry(running, {asked.process_id(), count}, cancelled);
  // Two reasons to stop: the page says so, or it has gone and this coroutine with it.
  auto counting = app.run_blocking(
      [path, asked, count, cancelled, poster = app.poster()](std::stop_token abandoned) {
        std::stop_callback both(abandoned, [cancelled]() mutable { cancelled.request_stop(); });
        return files::measure(path, cancelled.get_token(), [&](const files::Measure& so_far) {
          poster.post([asked, count, so_far] { asked.reply("progress", Progress{count, so_far}); });
        });
      });
  files::Measure measured = co_await counting;
  const bool whole = !cancelled.stop_requested();
  std::printf("%s %s: %llu bytes in %llu files\n", whole ? "measured" : "cancelled", path.c_str(),
              static_cast<unsigned long long>(measured.size),
              static_cast<unsigned long long>(measured.files));
  std::fflush(stdout);
  if (!whole) co_return fail("The count was cancelled", "ERR_CANCELLED");
  co_return measured;
}

}  // namespace

int main(int argc, char** argv) {
  auto app = App::create();
  if (!app) {
    std::fprintf(stderr, "%s\n", app.error().message.c_str());
    return 1;
  }
  const std::string top = argc > 1 ? argv[1] : "/usr/share";
  Cancellations running;

  IpcMain ipc = app->ipc_main();
  ipc.handle("top", [&] { return top; });
  ipc.handle("list", [&](std::string path) -> Task<Result<std::vector<files::Entry>>> {
    auto reading = app->run_blocking([path] { return files::list(path); });
    co_return co_await reading;
  });
  ipc.handle("measure", [&](Event& event, int count, std::string path) {
    return measure(*app, running, event, count, path);
  });
  auto cancels = ipc.on("cancel", [&](Event& event, int count) {
    auto found = running.find({event.process_id(), count});
    if (found != running.end()) found->second.request_stop();
  });

  return app->run([&]() -> Result<void> {
    BrowserWindowOptions options{.title = "Files", .width = 640, .height = 560};
    options.web_preferences.preload = "page/preload.js";
    auto window = BrowserWindow::create(*app, options);
    if (!window) return std::unexpected(window.error());
    window->load_file("page/index.html");
    return {};
  });
}
