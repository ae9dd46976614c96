#pragma once

// What the processes of an app say to each other. A message is a fixed header, the channel's name
// and a body; the body of a call is the structured clone of its arguments (one array), that of a
// reply the clone of one value. docs/protocol.md has the bytes.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "cation/result.h"

namespace cation::ipc {

enum class Kind : std::uint8_t {
  hello = 1,           // renderer → main, first: the channel is the token
  frame_attached = 2,  // renderer → main: a document was made; body: [{url, origin, name, main,
                       // parent, frameId}]
  frame_detached = 3,  // renderer → main: it is gone; body: [whether its iframe has gone too]
  frame_event = 4,  // renderer → main: the channel names what happened to the document; body: [...]
  send = 10,        // one way, to whoever listens on the channel
  invoke = 11,      // wants one resolve or reject with the same number
  send_sync = 12,   // the same; the sender blocks until it comes
  resolve = 13,     // body: a value
  reject = 14,      // body: an error value
  execute = 15,     // main → renderer: run a script; channel: "main", "isolated", or the name of
                    // a world of its own; body: [code, url?]
  read_file = 16,   // renderer → main: a script requires a file of the app; channel: its path
  read_environment = 17,  // renderer → main: a script wants main's environment
  guest = 18,     // of the guests that a page shows: the channel is a word, the body [...]; with a
                  // number it wants a resolve or reject
  to_guest = 19,  // renderer → main: as send, for the guest whose contents the number names
  // With ports (ipc/ports.h). The number of the call is the port's; the body begins with
  // port_wire.h.
  post = 20,           // one way, to whoever listens on the channel
  port_message = 21,   // to the other end of the port's channel
  port_close = 22,     // the port's holder has closed it, or, main → renderer, the other end's has
  port_returned = 23,  // renderer → main: a port_message that came when the port had been handed on
  // Between two renderers, main tells them of it (ipc/direct_ports.h).
  port_way = 24,   // main → renderer: where messages of the port go from now on, and the answer
  port_lost = 25,  // what the port has not got by now is lost; main → renderer, or sent back
  port_met = 26,   // renderer → renderer: a port hears what comes on this link
  link_closing =
      27,        // main → renderer: no port needs this link; renderer → renderer: the last word
  to_host = 28,  // as send, from a guest to the page that shows it; main → renderer: the number
                 // names the guest's contents, and the body begins with who has sent it
};

/// The body of a message: a structured clone.
using Body = std::span<const std::byte>;

/// A body to be sent, in one piece or in several that lie one behind the other: large buffers need
/// not be copied into one piece first. A view.
struct Outgoing {
  // NOLINTNEXTLINE(google-explicit-constructor): most bodies are one piece.
  Outgoing(Body bytes) : first(bytes) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  Outgoing(const std::vector<std::byte>& bytes) : first(bytes) {}
  Outgoing(Body begin, std::span<const Body> more) : first(begin), rest(more) {}

  std::size_t size() const;
  std::vector<std::byte> copy() const;
  /// All pieces, for one that puts its own in front.
  std::vector<Body> pieces() const;

  Body first;
  std::span<const Body> rest;
};

/// A message, seen in the bytes that it came in: valid as long as they are.
struct Message {
  Kind kind = Kind::send;
  /// Numbers a call among its sender's calls on this link; 0 where no reply is due.
  std::uint32_t call = 0;
  /// The page, as the web engine numbers it; 0 between main and shell.
  std::uint64_t page = 0;
  /// The document, numbered by its renderer process, from 1; 0 where none is meant.
  std::uint32_t frame = 0;
  std::string_view channel;
  Body body;
  /// Of a message that is sent: what lies behind `body`.
  std::span<const Body> rest;
};

inline constexpr std::size_t header_bytes = 24;
inline constexpr std::size_t max_channel_bytes = 65535;

/// The header as it goes on the wire, with the channel's name and the body to follow.
std::array<std::byte, header_bytes> header_of(const Message& message);
/// Reads a message; an Error where the bytes are none.
Result<Message> parse_message(std::span<const std::byte> bytes);

}  // namespace cation::ipc
