#pragma once

#include <glib.h>

#include <functional>

namespace cation::shell {

/// Something that the loop does later, and does not where this ends first. What it does may start
/// this anew, stop it or end it.
class Timer {
 public:
  using Act = std::function<void()>;

  Timer() = default;
  ~Timer() { stop(); }
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  /// Each of these takes the place of what was to be done before.
  void once(guint milliseconds, Act act);
  void every(guint milliseconds, Act act);
  /// In a turn of its own, when the loop has nothing else to do.
  void when_idle(Act act);
  void stop();
  bool runs() const { return source_ != 0; }

 private:
  struct Run;

  guint source_ = 0;
};

}  // namespace cation::shell
