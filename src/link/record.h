#pragma once

// The bytes of a record, as docs/protocol.md lays them down.

#include <cstddef>
#include <cstdint>

namespace cation::link {

/// How a record's message travels.
enum class Carrier : std::uint8_t { inlined = 0, pool_offer = 1, pooled = 2, memory_file = 3 };

struct RecordHead {
  std::uint32_t length;  // of the payload, without padding
  Carrier carrier;
  std::uint8_t fds;
  std::uint16_t zero;
};
static_assert(sizeof(RecordHead) == 8);

/// The length of a whole record with this payload.
constexpr std::size_t record_bytes(std::size_t payload) {
  return sizeof(RecordHead) + ((payload + 7) & ~std::size_t{7});
}

}  // namespace cation::link
