#pragma once

// libuv's handles with an owner. A handle lives on until the loop has closed it; its callback is
// never called after the owner is gone. They run on the loop's thread, which is the only one to use
// them.

#include <uv.h>

#include <functional>
#include <memory>
#include <utility>

#include "cation/result.h"
#include "ipc/patience.h"

namespace cation::main {

/// Frees a handle when the loop lets go of it.
template <typename Handle>
struct CloseHandle {
  void operator()(Handle* handle) const {
    handle->data = nullptr;
    uv_close(reinterpret_cast<uv_handle_t*>(handle), [](uv_handle_t* closed) {
      std::default_delete<Handle>()(reinterpret_cast<Handle*>(closed));
    });
  }
};

template <typename Handle>
using UvHandle = std::unique_ptr<Handle, CloseHandle<Handle>>;

/// The library's own words for an error number of libuv.
[[nodiscard]] inline std::unexpected<Error> uv_error(std::string what, int status) {
  return fail(std::move(what) + ": " + uv_strerror(status), uv_err_name(status));
}

/// Watches a descriptor. The descriptor must stay open as long as the watcher.
class Watcher {
 public:
  using Ready = std::function<void(bool readable, bool writable)>;

  static Result<Watcher> start(uv_loop_t* loop, int fd, Ready ready);
  /// Whether to watch for what comes in; it does at first. The other side's end is told as readable
  /// in any case.
  void want_read(bool wanted) { want(UV_READABLE, wanted); }
  /// Whether to watch for room to write. A socket has nearly always some: it keeps a loop awake
  /// that has nothing to write.
  void want_write(bool wanted) { want(UV_WRITABLE, wanted); }
  /// Watches for nothing any more, not even for the end, until it is wanted to read.
  void stop() { want(UV_READABLE | UV_WRITABLE | UV_DISCONNECT, false); }
  /// Does not keep the loop alive from now on.
  void unref() { uv_unref(reinterpret_cast<uv_handle_t*>(state_->handle.get())); }

 private:
  struct State {
    Ready ready;
    int events = 0;
    UvHandle<uv_poll_t> handle;
  };
  explicit Watcher(std::unique_ptr<State> state) : state_(std::move(state)) {}
  static void on_poll(uv_poll_t* handle, int status, int events);
  void want(int events, bool wanted);
  std::unique_ptr<State> state_;
};

/// Runs a function in each turn of the loop, just before it waits. Does not keep the loop alive.
class BeforeWaiting {
 public:
  BeforeWaiting(uv_loop_t* loop, std::function<void()> run);

 private:
  std::unique_ptr<std::function<void()>> run_;
  UvHandle<uv_prepare_t> handle_;
};

/// Keeps the loop turning for a moment before it waits, where that pays. Does not keep it alive.
class Awake {
 public:
  explicit Awake(uv_loop_t* loop);
  /// A message has come.
  void stay();

 private:
  struct State {
    ipc::Patience patience;
    std::uint64_t until = 0;
  };
  std::unique_ptr<State> state_;
  UvHandle<uv_idle_t> handle_;
};

/// Runs functions in the next turn of the loop, in order.
class Later {
 public:
  explicit Later(uv_loop_t* loop);
  void post(std::function<void()> task);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

/// Calls once after a time, in milliseconds.
class Timer {
 public:
  Timer(uv_loop_t* loop, std::uint64_t milliseconds, std::function<void()> run);

 private:
  std::unique_ptr<std::function<void()>> run_;
  UvHandle<uv_timer_t> handle_;
};

}  // namespace cation::main
