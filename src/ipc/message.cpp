#include "ipc/message.h"

#include <cstring>

namespace cation::ipc {

namespace {

struct Header {
  Kind kind;
  std::uint8_t zero;
  std::uint16_t channel_length;
  std::uint32_t call;
  std::uint64_t page;
  std::uint32_t frame;
  std::uint32_t zeroes;
};
static_assert(sizeof(Header) == header_bytes);

bool is_kind(Kind kind) {
  switch (kind) {
    case Kind::hello:
    case Kind::frame_attached:
    case Kind::frame_detached:
    case Kind::frame_event:
    case Kind::send:
    case Kind::invoke:
    case Kind::send_sync:
    case Kind::resolve:
    case Kind::reject:
    case Kind::execute:
    case Kind::read_file:
    case Kind::read_environment:
    case Kind::guest:
    case Kind::to_guest:
    case Kind::post:
    case Kind::port_message:
    case Kind::port_close:
    case Kind::port_returned:
    case Kind::port_way:
    case Kind::port_lost:
    case Kind::port_met:
    case Kind::link_closing:
    case Kind::to_host:
      return true;
  }
  return false;
}

}  // namespace

std::vector<Body> Outgoing::pieces() const {
  std::vector<Body> all{first};
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

std::size_t Outgoing::size() const {
  std::size_t size = first.size();
  for (const Body& part : rest) size += part.size();
  return size;
}

std::vector<std::byte> Outgoing::copy() const {
  std::vector<std::byte> bytes(first.begin(), first.end());
  bytes.reserve(size());
  for (const Body& part : rest) bytes.insert(bytes.end(), part.begin(), part.end());
  return bytes;
}

std::array<std::byte, header_bytes> header_of(const Message& message) {
  Header header{message.kind,
                0,
                static_cast<std::uint16_t>(message.channel.size()),
                message.call,
                message.page,
                message.frame,
                0};
  std::array<std::byte, header_bytes> bytes;
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

Result<Message> parse_message(std::span<const std::byte> bytes) {
  Header header;
  if (bytes.size() < sizeof header)
    return fail("A message is shorter than its header", "ERR_MESSAGE");
  std::memcpy(&header, bytes.data(), sizeof header);
  bytes = bytes.subspan(sizeof header);
  if (!is_kind(header.kind)) return fail("A message is of an unknown kind", "ERR_MESSAGE");
  if (header.channel_length > bytes.size())
    return fail("A channel's name is longer than its message", "ERR_MESSAGE");
  Message message{header.kind, header.call, header.page, header.frame, {}, {}, {}};
  message.channel = {reinterpret_cast<const char*>(bytes.data()), header.channel_length};
  message.body = bytes.subspan(header.channel_length);
  return message;
}

}  // namespace cation::ipc
