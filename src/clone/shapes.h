#pragma once

// The shapes of records that an encoder has met in a message: which lists of keys have a number.

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <span>
#include <vector>

#include "cation/value.h"
#include "clone/wire.h"

namespace cation::clone {

class Shapes {
 public:
  explicit Shapes(std::pmr::memory_resource* memory) : shapes_(memory), hashes_(memory) {}

  /// Answers of `find` that are no number. It answers for every record, and with a word: what has
  /// parts would be put together in memory.
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  static constexpr std::uint32_t is_new = none - 1;

  /// The number of the shape with these keys, or `is_new` where it has the next one from now on, or
  /// `none` where they make no record.
  std::uint32_t find(std::span<const Value::Entry> entries) {
    // Records alternate mostly as they did before.
    if (last_ < shapes_.size()) {
      const std::uint32_t likely = shapes_[last_].next;
      if (same_keys(shapes_[likely].example, entries)) {
        last_ = likely;
        return likely;
      }
    }
    return search(entries);
  }

 private:
  struct Shape {
    std::span<const Value::Entry> example;
    /// The shape that came after this one the last time.
    std::uint32_t next = 0;
  };

  static bool same_keys(std::span<const Value::Entry> left, std::span<const Value::Entry> right) {
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
      const std::string_view a = left[i].key;
      const std::string_view b = right[i].key;
      // Records of one decoded message share their keys.
      if (a.data() != b.data() ? a != b : a.size() != b.size()) return false;
    }
    return true;
  }
  std::uint32_t search(std::span<const Value::Entry> entries);

  std::pmr::vector<Shape> shapes_;
  /// A hash of the keys of each shape: there are so few shapes that a look at all of them is quick.
  std::pmr::vector<std::size_t> hashes_;
  std::uint32_t last_ = 0;
};

}  // namespace cation::clone
