#pragma once

// What the one who listens holds.
//
//   Subscription closed = window.on_closed([] { … });   // heard as long as `closed` lives
//   window.on_closed([] { … }).keep();                  // heard as long as the window lives
//
// Listeners are called in the order in which they subscribed, on the loop's thread. A listener may
// subscribe, and end any subscription, its own too.

#include <functional>
#include <utility>

namespace cation {

/// Ends what it stands for when it is destroyed. It may outlive what is listened to.
class [[nodiscard]] Subscription {
 public:
  Subscription() = default;
  explicit Subscription(std::function<void()> end) : end_(std::move(end)) {}
  Subscription(Subscription&& other) noexcept : end_(std::exchange(other.end_, nullptr)) {}
  Subscription& operator=(Subscription&& other) noexcept {
    reset();
    end_ = std::exchange(other.end_, nullptr);
    return *this;
  }
  ~Subscription() { reset(); }

  void reset() {
    if (auto end = std::exchange(end_, nullptr)) end();
  }
  /// Leaves the listener where it is, for as long as what it listens to lives.
  void keep() { end_ = nullptr; }

 private:
  std::function<void()> end_;
};

/// Given to listeners of what can still be prevented.
class Preventable {
 public:
  void prevent_default() { prevented_ = true; }
  bool prevented() const { return prevented_; }

 private:
  bool prevented_ = false;
};

}  // namespace cation
