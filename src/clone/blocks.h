#pragma once

// Large blocks of memory, of which a thread keeps some for its next messages: the system gives
// memory in pages, each of which costs as much as a few hundred bytes of message do.

#include <cstddef>
#include <memory>

namespace cation::clone {

inline constexpr std::size_t block_bytes = std::size_t{1} << 19;

struct GiveBlockBack {
  /// Keeps the block for the thread, or frees it where that has enough.
  void operator()(std::byte* block) const noexcept;
};
/// `block_bytes` of memory, which may be let go of on another thread.
using Block = std::unique_ptr<std::byte[], GiveBlockBack>;

/// A block that the thread has kept, or a new one; its bytes are undefined.
Block take_block();

}  // namespace cation::clone
