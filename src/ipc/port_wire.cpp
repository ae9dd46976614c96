#include "ipc/port_wire.h"

#include <cstring>

namespace cation::ipc {

namespace {

void put(std::vector<std::byte>& bytes, std::uint32_t number) {
  for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<std::byte>(number >> (8 * i)));
}

std::uint32_t get(Body body, std::size_t at) {
  std::uint32_t number;
  std::memcpy(&number, body.data() + at, sizeof number);
  return number;
}

}  // namespace

std::vector<std::byte> port_head(std::uint32_t sequence, std::span<const PortEntry> ports) {
  std::vector<std::byte> bytes;
  bytes.reserve(8 + ports.size() * port_entry_bytes);
  put(bytes, sequence);
  put(bytes, static_cast<std::uint32_t>(ports.size()));
  for (const PortEntry& port : ports) {
    put(bytes, port.number);
    put(bytes, port.sent);
    put(bytes, port.received);
  }
  return bytes;
}

Result<WithPorts> parse_with_ports(Body body) {
  if (body.size() < 8) return fail("a message with ports ends early");
  WithPorts message{.sequence = get(body, 0), .ports = {}, .clone = {}};
  const std::size_t count = get(body, 4);
  if (count > max_ports || count * port_entry_bytes > body.size() - 8)
    return fail("a message has too many ports");
  message.ports.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = 8 + i * port_entry_bytes;
    message.ports.push_back({get(body, at), get(body, at + 4), get(body, at + 8)});
    if (message.ports.back().number == 0) return fail("a port has no number");
  }
  message.clone = body.subspan(8 + count * port_entry_bytes);
  return message;
}

std::vector<std::byte> close_body(std::uint32_t sent) {
  std::vector<std::byte> bytes;
  put(bytes, sent);
  return bytes;
}

Result<std::uint32_t> parse_close(Body body) {
  if (body.size() != 4) return fail("a close of a port has four bytes");
  return get(body, 0);
}

}  // namespace cation::ipc
