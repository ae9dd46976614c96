#pragma once

// How often something may be started again, before it is given up.

#include <cstddef>
#include <cstdint>
#include <deque>

namespace cation::main {

class RestartLimit {
 public:
  /// At most `count` in any `span`, in milliseconds.
  RestartLimit(std::size_t count, std::uint64_t span) : count_(count), span_(span) {}

  /// Whether it may be started once more, now; if so, that counts.
  bool allow(std::uint64_t now) {
    while (!times_.empty() && now - times_.front() >= span_) times_.pop_front();
    if (times_.size() >= count_) return false;
    times_.push_back(now);
    return true;
  }

 private:
  std::size_t count_;
  std::uint64_t span_;
  std::deque<std::uint64_t> times_;
};

}  // namespace cation::main
