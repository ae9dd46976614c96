#include "api/quit_signals.h"

#include <signal.h>

#include <utility>

namespace cation::api {

QuitSignals::QuitSignals(uv_loop_t* loop, std::function<void()> quit) : quit_(std::move(quit)) {
  for (int number : {SIGTERM, SIGINT, SIGHUP}) watch(loop, number);
}

void QuitSignals::watch(uv_loop_t* loop, int number) {
  struct sigaction now{};
  if (sigaction(number, nullptr, &now) != 0 || now.sa_handler != SIG_DFL) return;
  main::UvHandle<uv_signal_t> handle(std::make_unique<uv_signal_t>().release());
  uv_signal_init(loop, handle.get());
  handle->data = this;
  uv_unref(reinterpret_cast<uv_handle_t*>(handle.get()));
  const auto heard = [](uv_signal_t* handle, int number) {
    auto* self = static_cast<QuitSignals*>(handle->data);
    if (self == nullptr) return;
    const auto quit = self->quit_;
    self->handles_.erase(number);
    quit();
  };
  if (uv_signal_start(handle.get(), heard, number) == 0)
    handles_.emplace(number, std::move(handle));
}

}  // namespace cation::api
