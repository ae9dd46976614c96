#include "cation/app.h"

#include <utility>

#include "api/core.h"
#include "api/errors.h"
#include "cation/menu.h"

namespace cation {

using api::Core;

Result<App> App::create(AppOptions options) {
  auto core = Core::start(std::move(options));
  if (!core) return std::unexpected(core.error());
  return App(std::move(*core));
}

App::App(std::shared_ptr<Core> core) : core_(std::move(core)) {}
App::App(App&& other) noexcept = default;
App& App::operator=(App&& other) noexcept {
  if (this != &other && core_) core_->end();
  core_ = std::move(other.core_);
  return *this;
}
App::~App() {
  if (core_) core_->end();
}

int App::run() { return core_->run(); }

int App::run_main(std::function<Task<Result<void>>()> main) {
  // The function is kept here, beyond the end of the coroutine that it makes.
  auto begin = [](std::shared_ptr<Core> core, std::function<Task<Result<void>>()>& main,
                  Task<> ready) -> Task<> {
    co_await ready;
    std::weak_ptr<Core> weak = core;
    core.reset();
    auto task = main();
    auto result = co_await task;
    auto still = weak.lock();
    if (!result && still) still->fail_with(result.error());
  };
  spawn(begin(core_, main, when_ready()));
  return run();
}

bool App::is_ready() const { return core_->is_running() && core_->host().app().is_ready(); }

Task<> App::when_ready() {
  if (is_ready()) co_return;
  Completion<bool> ready;
  // The Completion is resumed in a turn of its own: what is awaited next may end the app.
  auto subscription = on_ready([core = std::weak_ptr(core_), ready] {
    if (auto still = core.lock()) still->later([ready] { ready.complete(true); });
  });
  co_await ready;
}

void App::quit() {
  if (core_->is_running()) core_->host().app().quit();
}

void App::exit(int status) {
  if (core_->is_running()) core_->host().app().exit(status);
}

const std::string& App::name() const { return core_->options().name; }
const std::string& App::version() const { return core_->options().version; }
const std::string& App::folder() const { return core_->options().folder; }

IpcMain App::ipc_main() const { return {core_, 0, 0}; }

std::vector<BrowserWindow> App::windows() const {
  std::vector<BrowserWindow> windows;
  if (!core_->is_running()) return windows;
  for (main::WindowId id : core_->host().windows()) windows.push_back({core_, id});
  return windows;
}

std::optional<BrowserWindow> App::window(std::uint32_t id) const {
  if (core_->window(id) == nullptr) return std::nullopt;
  return BrowserWindow(core_, id);
}

std::optional<BrowserWindow> App::focused_window() const {
  for (const BrowserWindow& window : windows()) {
    if (window.is_focused()) return window;
  }
  return std::nullopt;
}

Poster App::poster() const { return Poster(core_->post_box()); }

void App::spawn(Task<> task) { core_->spawn(std::move(task)); }

Task<> App::sleep(std::chrono::milliseconds time) {
  if (!core_->is_running()) co_return;
  Completion<bool> over;
  const auto count = time.count() < 0 ? 0 : static_cast<std::uint64_t>(time.count());
  main::Timer timer(core_->loop(), count, [over] { over.complete(true); });
  co_await over;
}

// ---- events ----

Subscription App::on_ready(Listener listener) {
  if (is_ready()) {
    core_->guard(listener);
    return {};
  }
  return core_->host().app().ready.subscribe(core_->guarded(std::move(listener)));
}

Subscription App::on_window_all_closed(std::function<void(Preventable&)> listener) {
  return core_->host().app().window_all_closed.subscribe(core_->guarded(std::move(listener)));
}

Subscription App::on_before_quit(std::function<void(Preventable&)> listener) {
  return core_->host().app().before_quit.subscribe(core_->guarded(std::move(listener)));
}

Subscription App::on_will_quit(std::function<void(Preventable&)> listener) {
  return core_->host().app().will_quit.subscribe(core_->guarded(std::move(listener)));
}

Subscription App::on_quit(std::function<void(int)> listener) {
  return core_->host().app().quitting.subscribe(core_->guarded(std::move(listener)));
}

Subscription App::on_browser_window_created(std::function<void(BrowserWindow)> listener) {
  std::function<void(main::BrowserWindow&)> created =
      [core = std::weak_ptr(core_), listener = std::move(listener)](main::BrowserWindow& window) {
        listener(BrowserWindow(core, window.id()));
      };
  return core_->host().window_created.subscribe(core_->guarded(std::move(created)));
}

Subscription App::on_uncaught_error(std::function<void(const Error&)> listener) {
  return core_->uncaught_error.subscribe(std::move(listener));
}

// ---- in another loop ----

int App::backend_fd() const { return uv_backend_fd(core_->loop()); }

int App::backend_timeout() const {
  // What was said outside of a turn leaves before the loop waits.
  if (core_->is_running()) core_->host().flush();
  uv_update_time(core_->loop());
  return uv_backend_timeout(core_->loop());
}

bool App::turn() {
  if (!core_->exit_status()) uv_run(core_->loop(), UV_RUN_NOWAIT);
  return !core_->exit_status();
}

std::optional<int> App::exit_status() const { return core_->exit_status(); }

}  // namespace cation
