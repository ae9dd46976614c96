#pragma once

// How ports lie in a message: which ones it carries, and where it stands in its channel.
// docs/protocol.md has the bytes.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "cation/result.h"
#include "ipc/message.h"

namespace cation::ipc {

/// A port as it goes from one process to another.
struct PortEntry {
  /// Its number on the link, among those of its document: even where main has chosen it, odd where
  /// the renderer has; never 0.
  std::uint32_t number = 0;
  /// How many messages its holder has sent and received through it by now.
  std::uint32_t sent = 0;
  std::uint32_t received = 0;
};

inline constexpr std::size_t port_entry_bytes = 12;
/// Whether a message comes before another one of its channel: their numbers go round.
inline bool is_before(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::int32_t>(a - b) < 0;
}

/// A message carries at most so many.
inline constexpr std::size_t max_ports = 10'000;

/// The body of a `post` or a `port_message`, taken apart. Views of its bytes.
struct WithPorts {
  std::uint32_t sequence = 0;
  std::vector<PortEntry> ports;
  Body clone;
};

/// `u32 sequence, u32 count, count × {u32 number, u32 sent, u32 received}`: what is in front of the
/// clone. A `post` has the sequence 0.
std::vector<std::byte> port_head(std::uint32_t sequence, std::span<const PortEntry> ports);
/// Reads it; an Error where the bytes are none.
Result<WithPorts> parse_with_ports(Body body);

/// The body of a `port_close`: how many messages its holder has sent in all.
std::vector<std::byte> close_body(std::uint32_t sent);
Result<std::uint32_t> parse_close(Body body);

}  // namespace cation::ipc
