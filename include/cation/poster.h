#pragma once

// The way to the loop's thread from any other.

#include <functional>
#include <memory>

namespace cation {

namespace api {
class PostBox;
}

/// Copied and used on any thread, also after the App's end.
class [[gnu::visibility("default")]] Poster {
 public:
  /// Runs a function on the loop's thread, in a turn to come; all in the order in which they were
  /// posted. False when the App has ended: then it is not run.
  bool post(std::function<void()> function) const;

 private:
  friend class App;
  explicit Poster(std::shared_ptr<api::PostBox> box) : box_(std::move(box)) {}
  std::shared_ptr<api::PostBox> box_;
};

}  // namespace cation
