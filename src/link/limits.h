#pragma once

#include <cstddef>

namespace cation::link {

/// What a Link takes and holds. In bytes.
struct Limits {
  /// The largest packet; SOCK_SEQPACKET sends it whole or not at all, within the socket's buffer.
  std::size_t max_packet_bytes = std::size_t{64} << 10;
  /// A message of more than this goes through shared memory.
  std::size_t max_inline_bytes = std::size_t{32} << 10;
  /// The largest message at all: its reader holds it twice, as bytes and as a value.
  std::size_t max_message_bytes = std::size_t{256} << 20;
  /// How much may wait for a peer that does not read.
  std::size_t max_queued_bytes = std::size_t{64} << 20;
  /// The shared memory that a sender keeps for large messages, and the most that a receiver takes
  /// from one. Larger messages get memory of their own.
  std::size_t pool_bytes = std::size_t{32} << 20;
  /// Descriptors that one packet carries at most.
  std::size_t max_fds = 64;
};

}  // namespace cation::link
