#include "main/loop.h"

#include <chrono>
#include <deque>

namespace cation::main {

Result<Watcher> Watcher::start(uv_loop_t* loop, int fd, Ready ready) {
  auto handle = std::make_unique<uv_poll_t>();
  if (int status = uv_poll_init(loop, handle.get(), fd); status != 0)
    return uv_error("A link could not be watched", status);
  auto state = std::make_unique<State>();
  state->ready = std::move(ready);
  state->handle.reset(handle.release());
  state->handle->data = state.get();
  Watcher watcher(std::move(state));
  watcher.want_read(true);
  return watcher;
}

void Watcher::want(int which, bool wanted) {
  if (wanted) which |= UV_DISCONNECT;
  const int events = wanted ? state_->events | which : state_->events & ~which;
  if (events == state_->events) return;
  state_->events = events;
  if (events == 0) {
    uv_poll_stop(state_->handle.get());
  } else {
    uv_poll_start(state_->handle.get(), events, on_poll);
  }
}

void Watcher::on_poll(uv_poll_t* handle, int status, int events) {
  auto* state = static_cast<State*>(handle->data);
  if (state == nullptr) return;
  // A copy: the function may destroy its Watcher. An error shows itself to whoever reads.
  Ready ready = state->ready;
  ready(status != 0 || (events & (UV_READABLE | UV_DISCONNECT)) != 0, (events & UV_WRITABLE) != 0);
}

BeforeWaiting::BeforeWaiting(uv_loop_t* loop, std::function<void()> run)
    : run_(std::make_unique<std::function<void()>>(std::move(run))),
      handle_(std::make_unique<uv_prepare_t>().release()) {
  uv_prepare_init(loop, handle_.get());
  handle_->data = run_.get();
  uv_prepare_start(handle_.get(), [](uv_prepare_t* handle) {
    if (handle->data != nullptr) (*static_cast<std::function<void()>*>(handle->data))();
  });
  uv_unref(reinterpret_cast<uv_handle_t*>(handle_.get()));
}

Awake::Awake(uv_loop_t* loop)
    : state_(std::make_unique<State>()), handle_(std::make_unique<uv_idle_t>().release()) {
  uv_idle_init(loop, handle_.get());
  handle_->data = state_.get();
  uv_unref(reinterpret_cast<uv_handle_t*>(handle_.get()));
}

void Awake::stay() {
  if (uv_is_active(reinterpret_cast<uv_handle_t*>(handle_.get())) != 0) {
    state_->patience.learn(true);
  } else if (!state_->patience.is_worth()) {
    return;
  }
  constexpr std::chrono::nanoseconds span = ipc::Patience::span;
  state_->until = uv_hrtime() + span.count();
  uv_idle_start(handle_.get(), [](uv_idle_t* handle) {
    auto* state = static_cast<State*>(handle->data);
    if (state != nullptr && uv_hrtime() < state->until) return;
    uv_idle_stop(handle);
    if (state != nullptr) state->patience.learn(false);
  });
}

struct Later::State {
  std::deque<std::function<void()>> tasks;
  UvHandle<uv_idle_t> handle;
};

Later::Later(uv_loop_t* loop) : state_(std::make_shared<State>()) {
  state_->handle.reset(std::make_unique<uv_idle_t>().release());
  uv_idle_init(loop, state_->handle.get());
  state_->handle->data = state_.get();
}

void Later::post(std::function<void()> task) {
  state_->tasks.push_back(std::move(task));
  uv_idle_start(state_->handle.get(), [](uv_idle_t* handle) {
    auto* state = static_cast<State*>(handle->data);
    if (state == nullptr) return;
    auto tasks = std::exchange(state->tasks, {});
    uv_idle_stop(handle);
    // A task may end the Later: then `data` is empty, and the rest is not run.
    for (auto& run : tasks) {
      if (handle->data != nullptr) run();
    }
  });
}

Timer::Timer(uv_loop_t* loop, std::uint64_t milliseconds, std::function<void()> run)
    : run_(std::make_unique<std::function<void()>>(std::move(run))),
      handle_(std::make_unique<uv_timer_t>().release()) {
  uv_timer_init(loop, handle_.get());
  handle_->data = run_.get();
  uv_timer_start(
      handle_.get(),
      [](uv_timer_t* handle) {
        if (handle->data == nullptr) return;
        auto call = *static_cast<std::function<void()>*>(handle->data);
        call();
      },
      milliseconds, 0);
}

}  // namespace cation::main
