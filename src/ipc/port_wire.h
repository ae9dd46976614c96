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

/// The body of a `port_close`, and of the answer to a `port_way`: how many messages its holder has
/// sent in all; of a `link_closing`: the link's number.
std::vector<std::byte> number_body(std::uint32_t number);
Result<std::uint32_t> parse_number(Body body);

/// The body of a `port_way` of main.
struct PortWay {
  /// The link's number in the process that is told; 0: main.
  std::uint32_t link = 0;
  /// Where the other end is, in the process that the link leads to.
  std::uint32_t frame = 0;
  std::uint32_t number = 0;
  /// Of the way to main: what comes on the former link from this sequence on is not the other
  /// end's.
  std::uint32_t until = 0;
  std::uint64_t page = 0;
};
std::vector<std::byte> way_body(const PortWay& way);
Result<PortWay> parse_way(Body body);

/// The body of a `port_met`: where the port is that hears.
struct PortMet {
  std::uint32_t frame = 0;
  std::uint32_t number = 0;
  /// It answers one.
  bool answer = false;
};
std::vector<std::byte> met_body(const PortMet& met);
Result<PortMet> parse_met(Body body);

/// The body of a `port_lost`.
struct PortLost {
  /// Messages before this one have come by now, or are lost.
  std::uint32_t until = 0;
  /// All others too: the other end is gone.
  bool over = false;
  /// For a place that the port has left: it is sent back behind all that went there.
  bool asked = false;
};
std::vector<std::byte> lost_body(const PortLost& lost);
Result<PortLost> parse_lost(Body body);

}  // namespace cation::ipc
