#include "clone/apart.h"

#include <cstdint>
#include <cstring>

#include "clone/wire.h"

namespace cation::clone {

Apart take_apart(std::span<const std::byte> message) {
  const Apart whole{.head = message, .attached = {}, .table = {}};
  if (message.size() < wire_header_bytes) return whole;
  std::uint16_t count = 0;
  std::memcpy(&count, message.data() + 2, sizeof count);
  const std::size_t table_bytes = count * table_entry_bytes;
  if (count == 0 || table_bytes > message.size() - wire_header_bytes) return whole;
  Apart apart{.head = {}, .attached = {}, .table = message.last(table_bytes)};
  auto rest = message.first(message.size() - table_bytes);
  apart.attached.resize(count);
  for (std::size_t i = count; i-- > 0;) {
    std::uint64_t size = 0;
    std::memcpy(&size, apart.table.data() + i * table_entry_bytes, sizeof size);
    if (size < least_attached_bytes || size > rest.size() - wire_header_bytes) return whole;
    apart.attached[i] = rest.last(size);
    rest = rest.first(rest.size() - size);
  }
  apart.head = rest;
  return apart;
}

}  // namespace cation::clone
