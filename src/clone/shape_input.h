#pragma once

// The shapes of records that a decoder has met in a message.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "clone/reader.h"

namespace cation::clone {

class ShapeInput {
 public:
  using Keys = std::span<const std::string_view>;

  /// The keys of a shape; empty for a number that none has.
  Keys at(std::uint64_t number) const {
    return number < shapes_.size() ? shapes_[static_cast<std::size_t>(number)] : Keys();
  }
  /// Reads the definition of the next shape; empty where it is none.
  Keys define(Reader& in);

 private:
  std::vector<Keys> shapes_;
};

}  // namespace cation::clone
