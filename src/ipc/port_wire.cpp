#include "ipc/port_wire.h"

#include <cstring>
#include <initializer_list>

namespace cation::ipc {

namespace {

void put(std::vector<std::byte>& bytes, std::uint32_t number) {
  for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<std::byte>(number >> (8 * i)));
}

std::vector<std::byte> numbers(std::initializer_list<std::uint32_t> all) {
  std::vector<std::byte> bytes;
  bytes.reserve(all.size() * 4);
  for (std::uint32_t number : all) put(bytes, number);
  return bytes;
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

std::vector<std::byte> number_body(std::uint32_t number) { return numbers({number}); }

Result<std::uint32_t> parse_number(Body body) {
  if (body.size() != 4) return fail("the number of a port's message has four bytes");
  return get(body, 0);
}

std::vector<std::byte> way_body(const PortWay& way) {
  return numbers({way.link, way.frame, way.number, way.until, static_cast<std::uint32_t>(way.page),
                  static_cast<std::uint32_t>(way.page >> 32)});
}

Result<PortWay> parse_way(Body body) {
  if (body.size() != 24) return fail("the way of a port has 24 bytes");
  return PortWay{.link = get(body, 0),
                 .frame = get(body, 4),
                 .number = get(body, 8),
                 .until = get(body, 12),
                 .page = get(body, 16) | std::uint64_t{get(body, 20)} << 32};
}

std::vector<std::byte> met_body(const PortMet& met) {
  return numbers({met.frame, met.number, met.answer ? 1U : 0U});
}

Result<PortMet> parse_met(Body body) {
  if (body.size() != 12) return fail("the meeting of two ports has twelve bytes");
  return PortMet{.frame = get(body, 0), .number = get(body, 4), .answer = get(body, 8) != 0};
}

std::vector<std::byte> lost_body(const PortLost& lost) {
  return numbers({lost.until, (lost.over ? 1U : 0U) | (lost.asked ? 2U : 0U)});
}

Result<PortLost> parse_lost(Body body) {
  if (body.size() != 8) return fail("the loss of a port has eight bytes");
  const std::uint32_t how = get(body, 4);
  return PortLost{.until = get(body, 0), .over = (how & 1) != 0, .asked = (how & 2) != 0};
}

}  // namespace cation::ipc
