#pragma once

#include <functional>
#include <optional>
#include <string>

#include "shell/timer.h"

namespace cation::shell {

/// Tells of a text that a page changes as often as it likes. Where it changes faster than limits.h
/// allows, the last state is told when its time has come, and those before it are not.
class Latest {
 public:
  using Tell = std::function<void(const std::string& text)>;

  /// `tell` may end this.
  explicit Latest(Tell tell) : tell_(std::move(tell)) {}

  void set(std::string text);
  /// Tells now what is not told yet: something follows that comes after it.
  void flush();
  void forget();

 private:
  Tell tell_;
  std::optional<std::string> waiting_;
  /// When all that was told has had its time; GLib's monotonic one.
  gint64 paid_ = 0;
  Timer timer_;
};

}  // namespace cation::shell
