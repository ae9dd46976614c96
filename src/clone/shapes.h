#pragma once

// The shapes of records that an encoder has met in a message: which lists of keys have a number.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "cation/value.h"
#include "clone/wire.h"

namespace cation::clone {

class Shapes {
 public:
  struct Found {
    std::uint32_t number;
    bool is_new;
  };
  /// The number of the shape with these keys, or nothing where they make no record.
  std::optional<Found> find(std::span<const Value::Entry> entries);

 private:
  struct Shape {
    std::span<const Value::Entry> example;
    /// The shape that came after this one the last time.
    std::uint32_t next = 0;
  };

  static bool same_keys(std::span<const Value::Entry> left, std::span<const Value::Entry> right);
  static std::size_t hash(std::span<const Value::Entry> entries);

  std::vector<Shape> shapes_;
  std::unordered_multimap<std::size_t, std::uint32_t> by_hash_;
  std::uint32_t last_ = 0;
};

}  // namespace cation::clone
