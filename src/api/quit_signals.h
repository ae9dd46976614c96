#pragma once

// SIGTERM, SIGINT and SIGHUP quit the app in order; a second one ends the process as it would
// without Cation. Signals for which the program has a handler of its own, or that it ignores, are
// left to it. Owned by the Core, on the loop's thread; does not keep the loop alive.

#include <uv.h>

#include <functional>
#include <map>

#include "main/loop.h"

namespace cation::api {

class QuitSignals {
 public:
  QuitSignals(uv_loop_t* loop, std::function<void()> quit);
  QuitSignals(const QuitSignals&) = delete;
  QuitSignals& operator=(const QuitSignals&) = delete;
  ~QuitSignals() = default;

 private:
  void watch(uv_loop_t* loop, int number);

  std::function<void()> quit_;
  std::map<int, main::UvHandle<uv_signal_t>> handles_;
};

}  // namespace cation::api
