#pragma once

// The main process: its loop, its windows' process, its life.
// https://www.electronjs.org/docs/latest/api/app
//
//   int main() {
//     auto app = cation::App::create({.name = "Adder"});
//     if (!app) return std::puts(app.error().message.c_str()), 1;
//     app->ipc_main().handle("sum", [](int a, int b) { return a + b; });
//     return app->run([&]() -> cation::Result<void> {
//       auto window = cation::BrowserWindow::create(*app, {.width = 400});
//       if (!window) return std::unexpected(window.error());
//       window->load_file("index.html");
//       return {};
//     });
//   }
//
// All of Cation runs on one thread, the one that runs the loop, but for what says otherwise:
// `post`, `Poster`, and the functions given to `run_blocking`. What listeners and handlers throw
// never leaves them: a page's call gets it as its error, all else goes to `on_uncaught_error`.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "cation/browser_window.h"
#include "cation/ipc_main.h"
#include "cation/menu.h"
#include "cation/poster.h"
#include "cation/result.h"
#include "cation/subscription.h"
#include "cation/task.h"

struct uv_loop_s;

namespace cation {

struct AppOptions {
  /// What windows and menus call the app; the program's file name where empty.
  std::string name;
  std::string version;
  /// Where relative paths of pages and preload scripts start, and whose files those scripts may
  /// require: the program's folder where empty.
  std::string folder;
  /// The folder with `cation-shell` and `renderer/`. Where empty: the environment's CATION_RUNTIME,
  /// `cation` and `../lib/cation` beside the program, and where Cation was installed.
  std::string runtime;
  /// Pages whose process is in no sandbox end at once, as if they had crashed; the reason is on the
  /// standard error output.
  bool require_sandbox = false;
  /// How many objects one message makes at most, where that is to be more than 1,048,576: pages and
  /// the app refuse to send a larger one, and a process that sends it all the same is ended.
  /// Reading so many takes a good part of a second, in which the app does nothing else.
  std::uint64_t message_objects = 0;
  /// SIGTERM, SIGINT and SIGHUP quit the app in order, as `quit` does, with status 0; a second one
  /// ends the process. Signals that the program handles or ignores when the App is made are left to
  /// it.
  bool quit_on_signals = true;
  /// The app's own libuv loop. It must outlive the App, and is run by whoever owns it: `run` does
  /// it too. nullptr: the App has a loop of its own.
  uv_loop_s* loop = nullptr;
};

class [[gnu::visibility("default")]] App {
 public:
  /// Starts the windows' process; the app becomes ready a moment later. An Error
  /// (ERR_SHELL_NOT_FOUND) where that process's program is missing.
  static Result<App> create(AppOptions options = {});
  App(App&& other) noexcept;
  App& operator=(App&& other) noexcept;
  /// Cancels all Tasks, closes all windows without asking, and waits for the windows' process to
  /// end, a second at most. Functions of `run_blocking` are asked to stop, and waited for. Not from
  /// inside a function that the App calls.
  ~App();

  /// Runs the loop until the app has quit; gives the exit status: 0, what `exit` was given, or 1
  /// where the app could not go on: then the reason is on the standard error output.
  int run();
  /// The same, with what is to be done when the app is ready: a function or a coroutine without
  /// parameters. An Error that it gives ends the app with status 1.
  template <typename Main>
  int run(Main main) {
    return run_main([&main]() -> Task<Result<void>> {
      using Given = std::invoke_result_t<Main&>;
      if constexpr (task::IsTask<Given>) {
        auto task = main();
        if constexpr (std::is_void_v<typename task::Gives<Given>::type>) {
          co_await task;
          co_return Result<void>();
        } else {
          co_return co_await task;
        }
      } else if constexpr (std::is_void_v<Given>) {
        main();
        co_return Result<void>();
      } else {
        co_return main();
      }
    });
  }

  bool is_ready() const;
  /// Waits until the app is ready.
  Task<> when_ready();
  /// Asks `on_before_quit`, closes every window, each of which may prevent it, asks `on_will_quit`,
  /// and ends.
  void quit();
  /// Closes every window without asking, and ends.
  void exit(int status = 0);

  const std::string& name() const;
  const std::string& version() const;
  /// Where relative paths start; see AppOptions.
  const std::string& folder() const;

  IpcMain ipc_main() const;
  /// All windows, the oldest first.
  std::vector<BrowserWindow> windows() const;
  std::optional<BrowserWindow> window(std::uint32_t id) const;
  std::optional<BrowserWindow> focused_window() const;
  /// Shows a menu in every window, now and later. Without a call the app has a standard one.
  void set_application_menu(const Menu& menu);
  /// Shows none.
  void remove_application_menu();

  // ---- time and threads ----

  /// Waits.
  Task<> sleep(std::chrono::milliseconds time);
  /// Runs a function on a thread of a pool (libuv's: four, or UV_THREADPOOL_SIZE), and gives what
  /// it gives. `function` may take a std::stop_token, which says when nobody waits for it any more:
  /// the Task was cancelled, or the app ends. What it throws is thrown where it is awaited. It
  /// shares nothing with the loop's thread but what it takes care of itself.
  template <typename F>
  auto run_blocking(F&& function) {
    using Function = std::decay_t<F>;
    auto work = start_blocking(std::forward<F>(function));
    // What is copied byte by byte bears being destroyed twice.
    if constexpr (std::is_trivially_copyable_v<Function>) {
      return work;
    } else {
      return NamedTask<typename task::Gives<decltype(work)>::type>(std::move(work));
    }
  }
  /// Runs a function on the loop's thread, in a turn to come, in order. From any thread, as long as
  /// the App lives; a thread that may outlive it uses a Poster.
  void post(std::function<void()> function) { poster().post(std::move(function)); }
  /// What posts, and may outlive the App.
  Poster poster() const;
  /// Keeps a Task until it is done, or the App ends. What it throws goes to `on_uncaught_error`.
  void spawn(Task<> task);

  // ---- events ----

  using Listener = std::function<void()>;
  /// Called at once where the app is ready.
  Subscription on_ready(Listener listener);
  /// The last window was closed: the app quits, unless a listener prevents it.
  Subscription on_window_all_closed(std::function<void(Preventable&)> listener);
  Subscription on_before_quit(std::function<void(Preventable&)> listener);
  Subscription on_will_quit(std::function<void(Preventable&)> listener);
  /// With the exit status.
  Subscription on_quit(std::function<void(int status)> listener);
  Subscription on_browser_window_created(std::function<void(BrowserWindow)> listener);
  /// A listener or a spawned Task has thrown. Where nobody listens, the app tells it on the
  /// standard error output and ends with status 1.
  Subscription on_uncaught_error(std::function<void(const Error&)> listener);

  // ---- in a loop of another kind (GLib, epoll) ----

  /// A descriptor that is readable when the app has something to do; -1 where libuv has none.
  int backend_fd() const;
  /// For how long, in milliseconds, there is nothing to do where the descriptor stays silent; -1
  /// for as long as it does.
  int backend_timeout() const;
  /// Does what there is to do, without waiting; false when the app has ended.
  bool turn();
  /// The exit status, once the app has ended.
  std::optional<int> exit_status() const;

 private:
  friend class BrowserWindow;
  friend class Menu;
  friend class WebFrame;
  friend struct MessageChannel;
  friend struct api::DialogOwner;
  explicit App(std::shared_ptr<api::Core> core);
  int run_main(std::function<Task<Result<void>>()> main);
  static Task<> work(std::weak_ptr<api::Core> core,
                     std::function<void(const std::stop_token&)> function);
  std::weak_ptr<api::Core> core() const { return core_; }

  template <typename F>
  auto start_blocking(F&& function) {
    using Function = std::decay_t<F>;
    if constexpr (std::invocable<Function&, std::stop_token>) {
      return blocking<std::invoke_result_t<Function&, std::stop_token>>(
          std::make_shared<Function>(std::forward<F>(function)));
    } else {
      auto code = [function = std::forward<F>(function)](const std::stop_token&) mutable {
        return function();
      };
      return blocking<std::invoke_result_t<Function&>>(
          std::make_shared<decltype(code)>(std::move(code)));
    }
  }
  // Shared: the function runs on where its Task is cancelled. Each thing that is awaited has a
  // name, since g++ 12 destroys the temporaries of an awaited call twice.
  template <typename T, typename F>
  Task<T> blocking(std::shared_ptr<F> job) {
    if constexpr (std::is_void_v<T>) {
      std::function<void(const std::stop_token&)> code = [job](const std::stop_token& stop) {
        (*job)(stop);
      };
      auto task = work(core_, std::move(code));
      co_await task;
    } else {
      auto result = std::make_shared<std::optional<T>>();
      std::function<void(const std::stop_token&)> code =
          [job, result](const std::stop_token& stop) { result->emplace((*job)(stop)); };
      auto task = work(core_, std::move(code));
      co_await task;
      co_return *std::move(*result);
    }
  }

  std::shared_ptr<api::Core> core_;
};

}  // namespace cation
