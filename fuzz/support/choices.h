#pragma once

// The bytes of an input, taken as choices. Where they are used up each choice is the first.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <span>

namespace cation::fuzz {

/// A finding, where it is not so.
inline void require(bool condition, std::source_location where = std::source_location::current()) {
  if (condition) return;
  std::fprintf(stderr, "%s:%u: not so\n", where.file_name(), where.line());
  std::abort();
}

class Choices {
 public:
  explicit Choices(std::span<const std::byte> bytes) : rest_(bytes) {}

  bool are_left() const { return !rest_.empty(); }
  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const auto first = static_cast<std::uint8_t>(rest_.front());
    rest_ = rest_.subspan(1);
    return first;
  }
  /// One of the numbers below `count`, which is at most 256.
  std::size_t any(std::size_t count) { return byte() % count; }
  bool chance(std::size_t in) { return any(in) == in - 1; }
  template <typename T, std::size_t count>
  T one_of(const std::array<T, count>& all) {
    return all[any(count)];
  }
  std::span<const std::byte> take(std::size_t count) {
    const auto taken = rest_.first(std::min(count, rest_.size()));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }

 private:
  std::span<const std::byte> rest_;
};

}  // namespace cation::fuzz
