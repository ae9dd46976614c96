#pragma once

// Where the attached buffers of a message lie, for those who take them out before a decoder sees
// the rest: so each is copied once, to the memory that it stays in.

#include <cstddef>
#include <span>
#include <vector>

namespace cation::clone {

/// A message, taken apart: views of its bytes.
struct Apart {
  /// Header, body and text; the whole message where it has no buffers, or is malformed, which its
  /// decoder finds.
  std::span<const std::byte> head;
  std::vector<std::span<const std::byte>> attached;
  /// The sizes of the buffers. A decoder that is given the buffers reads `head` and `table`.
  std::span<const std::byte> table;
};

Apart take_apart(std::span<const std::byte> message);

}  // namespace cation::clone
