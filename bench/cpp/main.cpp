// The C++ main of the benchmark; app/main.js is the same for Node. What a page does one after the
// other arrives here at intervals of one round trip. Prints one line of JSON: microseconds, and
// messages a second.

#include <cation/cation.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace cation;

namespace {

using Clock = std::chrono::steady_clock;

struct Record {
  int id;
  std::string name;
  std::vector<std::string> tags;
  std::map<std::string, int> at;
};

class Arrivals {
 public:
  void add() { times_.push_back(Clock::now()); }

  void print_intervals(const char* name, std::size_t warm_ups) {
    std::vector<double> times;
    for (std::size_t i = warm_ups + 1; i < times_.size(); ++i) {
      times.push_back(std::chrono::duration<double, std::micro>(times_[i] - times_[i - 1]).count());
    }
    std::ranges::sort(times);
    std::printf("\"%s\": {\"median\": %.2f, \"p99\": %.2f}, ", name, times[times.size() / 2],
                times[times.size() * 99 / 100]);
    times_.clear();
  }

  void print_rate(const char* name) {
    const double seconds = std::chrono::duration<double>(times_.back() - times_.front()).count();
    std::printf("\"%s\": {\"rate\": %.0f}, ", name,
                static_cast<double>(times_.size() - 1) / seconds);
    times_.clear();
  }

 private:
  std::vector<Clock::time_point> times_;
};

Task<Result<void>> measure(App& app, Arrivals& arrivals) {
  BrowserWindowOptions options;
  options.web_preferences.preload = "preload.js";
  auto window = BrowserWindow::create(app, options);
  if (!window) co_return std::unexpected(window.error());
  auto loading = window->load_file("index.html");
  if (auto loaded = co_await loading; !loaded) co_return std::unexpected(loaded.error());
  auto page = window->web_contents();

  std::printf("{");
  auto invoking = page.execute_javascript<void>("bench.invoke(12000)");
  co_await invoking;
  arrivals.print_intervals("invoke", 2000);
  auto syncing = page.execute_javascript<void>("bench.sendSync(12000)");
  co_await syncing;
  arrivals.print_intervals("sendSync", 2000);
  auto sending = page.execute_javascript<void>("bench.send(100000, 1000)");
  co_await sending;
  arrivals.print_rate("send");
  auto bulk = page.execute_javascript<void>("bench.bulk(60, 1 << 20)");
  co_await bulk;
  arrivals.print_intervals("bulk", 10);
  auto objects = page.execute_javascript<void>("bench.objects(60, 10000)");
  co_await objects;
  arrivals.print_intervals("objects", 10);
  std::printf("\"main\": \"C++\"}\n");
  app.quit();
  co_return Result<void>();
}

}  // namespace

int main(int, char** words) {
  auto app = App::create({.folder = words[1]});
  if (!app) {
    std::fprintf(stderr, "%s\n", app.error().message.c_str());
    return 1;
  }
  Arrivals arrivals;
  IpcMain ipc = app->ipc_main();
  ipc.handle("echo", [&](Value value) {
    arrivals.add();
    return value;
  });
  ipc.handle("count", [&](const std::vector<Record>& records) {
    arrivals.add();
    return records.size();
  });
  auto sync = ipc.on("echo-sync", [&](Value value) {
    arrivals.add();
    return value;
  });
  auto one_way = ipc.on("one-way", [&](const Value&) { arrivals.add(); });
  return app->run([&] { return measure(*app, arrivals); });
}
