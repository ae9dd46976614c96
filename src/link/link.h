#pragma once

// One SOCK_SEQPACKET connection between two processes, and what makes it fast and safe:
//   - messages posted in one turn of the loop leave as one packet (`post`, then `flush`);
//   - a message too large for a packet travels in shared memory, and arrives like any other;
//   - nothing here blocks, but `flush_draining` and `wait_readable`, which say so;
//   - what comes in is hostile until checked: a malformed packet is an Error, never a crash.
// A Link knows no value, no channel and no event loop: its owner polls `fd()` for reading, and
// for writing too while `wants_write()`, and calls `receive` and `flush`. One thread.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "cation/result.h"
#include "link/limits.h"
#include "link/pool.h"
#include "link/record.h"
#include "link/unique_fd.h"

namespace cation::link {

using Bytes = std::span<const std::byte>;

/// Gets each message of a packet, in order. The bytes are valid during the call only; fds that the
/// sink does not take are closed after it.
using Sink = std::function<void(Bytes message, std::vector<UniqueFd>& fds)>;

class Link {
 public:
  /// Takes over one end of a connected SOCK_SEQPACKET socket.
  static Result<Link> adopt(UniqueFd socket, Limits limits = {});
  /// Two connected sockets, for a child to inherit one of them (both are close-on-exec).
  static Result<std::pair<UniqueFd, UniqueFd>> socket_pair();

  Link(Link&&) noexcept = default;
  Link& operator=(Link&&) = delete;

  int fd() const { return socket_.get(); }
  /// The process at the other end, as this process's system numbers it; 0 where that is not known.
  /// To be told to people: it proves nothing.
  std::int32_t peer_process() const;
  bool is_open() const { return open_; }
  /// Ends the connection, for both sides at once. The descriptor itself goes with the Link, so that
  /// a loop that still watches it never watches another file of the same number.
  void close();

  /// Adds a message, given in parts that are sent one behind the other, to this turn's packet.
  /// Errors: ERR_LINK_CLOSED; ERR_MESSAGE_TOO_LARGE past `max_message_bytes`; ERR_LINK_FULL where
  /// more than `max_queued_bytes` would wait (the message is not taken, the link stays usable).
  Result<void> post(std::span<const Bytes> parts, std::vector<UniqueFd> fds = {});
  Result<void> post(Bytes message, std::vector<UniqueFd> fds = {});

  /// Sends what was posted, as far as the socket takes it now. Closes the link when the peer is
  /// gone (ERR_LINK_CLOSED).
  Result<void> flush();
  /// Whether something still waits: poll for writability and flush again.
  bool wants_write() const { return !outgoing_.empty() || !packet_.empty(); }
  /// How many bytes wait to be sent.
  std::size_t queued_bytes() const { return queued_bytes_; }

  /// Sends everything, blocking; what comes in meanwhile goes to the sink, so that two sides that
  /// write at the same time cannot wait for each other for ever.
  Result<void> flush_draining(const Sink& sink);

  enum class Received { packet, nothing, closed };
  /// Takes one packet if one is there, or what was held of the last one. `closed` comes once; the
  /// link is closed by then. An Error is a peer that broke the format (ERR_LINK_BROKEN): the link
  /// is closed too.
  Result<Received> receive(const Sink& sink);
  /// For a sink: the messages behind this one wait for the next `receive`, not copied and not
  /// looked at.
  void hold_rest() { holding_ = true; }
  /// Whether a packet waits in part, which no readable socket announces.
  bool has_rest() const { return !rest_.empty(); }
  /// Until `take_all` nothing is taken but small messages without descriptors: whoever has not
  /// proved itself makes nobody copy, map or keep anything.
  void take_small_only() { small_only_ = true; }
  void take_all() { small_only_ = false; }
  /// How many bytes have come in by now: of packets, and beside them.
  std::uint64_t received_bytes() const { return received_bytes_; }
  std::uint64_t carried_bytes() const { return carried_bytes_; }
  /// How many bytes of packets wait in the socket.
  std::size_t readable_bytes() const;

  /// Blocks until something can be read or the peer has closed, or for `timeout_ms` (-1: for ever).
  /// False at the end of the time.
  Result<bool> wait_readable(int timeout_ms = -1);

 private:
  struct Packet {
    std::vector<std::byte> bytes;
    std::vector<UniqueFd> fds;
    // Bytes that lie outside the packet but wait with it (a memory file).
    std::size_t outside = 0;
    bool empty() const { return bytes.empty(); }
  };

  /// A packet that is being taken.
  struct Incoming {
    std::vector<std::byte> bytes;
    std::size_t at = 0;
    std::size_t end = 0;
    std::vector<UniqueFd> fds;
    std::size_t fds_taken = 0;
    /// How much of the pool its records have named.
    std::uint64_t pooled = 0;
    bool empty() const { return at == end; }
  };

  Link(UniqueFd socket, Limits limits);
  Result<void> post_large(std::span<const Bytes> parts, std::size_t size,
                          std::vector<UniqueFd> fds);
  Result<void> append_record(Carrier carrier, std::span<const Bytes> parts, std::size_t size,
                             std::vector<UniqueFd> fds);
  enum class Sent { done, would_block };
  Result<Sent> send_packet(Packet& packet);
  /// Fills a packet from the socket.
  Result<Received> read(Incoming& packet);
  Result<void> parse(Incoming& packet, const Sink& sink);
  Result<void> parse_record(Incoming& packet, const Sink& sink);
  Result<void> open_pool(std::vector<UniqueFd> fds);
  Result<std::size_t> fetch(Carrier carrier, Bytes place, Incoming& packet,
                            std::vector<UniqueFd>& fds, std::vector<std::byte>& out);
  std::unexpected<Error> broken(std::string why);

  UniqueFd socket_;
  bool open_ = true;
  Limits limits_;
  Packet packet_;                // of this turn, still open
  std::deque<Packet> outgoing_;  // of earlier turns, in order
  std::size_t queued_bytes_ = 0;
  std::vector<std::byte> input_;
  Incoming rest_;
  bool holding_ = false;
  bool small_only_ = false;
  std::uint64_t received_bytes_ = 0;
  std::uint64_t carried_bytes_ = 0;
  std::vector<std::byte> carried_;  // holds large messages; never shrinks, so it costs no clearing
  std::optional<PoolWriter> pool_out_;
  std::optional<PoolReader> pool_in_;
};

}  // namespace cation::link
