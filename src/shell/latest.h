#pragma once

#include <glib.h>

#include <functional>
#include <optional>
#include <string>

namespace cation::shell {

/// Tells of a text that a page changes as often as it likes: the last state is told, at the end of
/// the turn or when limits.h allows, and those that it has passed through before are not.
class Latest {
 public:
  using Tell = std::function<void(const std::string& text)>;

  /// `tell` may end this.
  explicit Latest(Tell tell) : tell_(std::move(tell)) {}
  ~Latest() { forget(); }
  Latest(const Latest&) = delete;
  Latest& operator=(const Latest&) = delete;

  void set(std::string text);
  /// Tells now what is not told yet: something follows that comes after it.
  void flush();
  void forget();

 private:
  Tell tell_;
  std::optional<std::string> waiting_;
  /// In GLib's monotonic time.
  gint64 not_before_ = 0;
  guint source_ = 0;
};

}  // namespace cation::shell
