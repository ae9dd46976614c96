#pragma once

// A renderer's side of the links that lead straight to other renderers: which of its ports send
// there, and which may be sent to from there. Main makes a link when it has given the two ends of a
// channel to two documents, and tells both (`port_way`); a port sends straight as soon as the other
// one has said that it hears (`port_met`), and through main until then. Messages are numbered, so
// those that go round by main keep their place. A message with ports always goes by main, which has
// to know where ports are. docs/protocol.md has the rules.
//
// The other renderer is not trusted: it reaches the ports that main has joined with its own, in
// their document, and nothing else. Knows no engine and no event loop. One thread.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <vector>

#include "cation/result.h"
#include "ipc/message.h"
#include "ipc/peer.h"
#include "ipc/port_wire.h"
#include "link/limits.h"
#include "link/unique_fd.h"

namespace cation::ipc {

/// What DirectPorts needs of its process. It may call back into it.
class DirectOwner {
 public:
  virtual ~DirectOwner() = default;
  virtual void post_to_main(const Message& message) = 0;
  /// A `port_message` for a document of this process, or for one that it has had.
  virtual void deliver(const Message& message) = 0;
  /// A link to be read from now on: what comes goes to `take`, its end to `on_closed`.
  virtual void on_opened(std::uint32_t link, Peer& peer) = 0;
  /// It is read no more; `remove` is to be called outside of its reading.
  virtual void on_done(std::uint32_t link) = 0;
};

class DirectPorts {
 public:
  /// Links that wait for the other side's last word; of more the oldest is closed without it.
  static constexpr std::size_t max_closing = 16;

  explicit DirectPorts(DirectOwner& owner, link::Limits limits = {})
      : owner_(owner), limits_(limits) {}
  DirectPorts(const DirectPorts&) = delete;
  DirectPorts& operator=(const DirectPorts&) = delete;

  // ---- main's word ----

  void on_way(const Message& message, std::vector<link::UniqueFd>& fds);
  void on_link_closing(const Message& message);

  // ---- what documents send ----

  /// Looks at a message to main. A port_message that has gone straight needs no other way; nothing
  /// where it does. An Error (ERR_LINK_FULL) where the other document does not read.
  std::optional<Result<void>> post(const Message& message);
  /// A document is gone: main is told how much its ports have sent.
  void on_frame_gone(std::uint32_t frame);
  /// Sends what was posted, as far as the sockets take it.
  void flush();

  // ---- the links ----

  void take(std::uint32_t link, const Message& message);
  void on_closed(std::uint32_t link);
  void remove(std::uint32_t link) { links_.erase(link); }
  std::size_t count() const { return links_.size(); }

 private:
  /// Where a port is, in this process.
  struct Key {
    std::uint32_t frame = 0;
    std::uint32_t number = 0;
    auto operator<=>(const Key&) const = default;
  };
  struct Port {
    std::uint64_t page = 0;
    PortWay way;
    /// The other end hears what comes straight.
    bool met = false;
    /// It has been answered that this one does.
    bool answered = false;
    std::uint32_t sent = 0;
  };
  /// A port that may be sent to on a link.
  struct Hearing {
    std::uint64_t page = 0;
    std::optional<std::uint32_t> until;
  };
  struct Link {
    explicit Link(link::Link link) : peer(std::move(link)) {}
    Peer peer;
    /// Who has said the last word.
    bool we_close = false;
    bool they_close = false;
  };

  Link* open(std::uint32_t link, std::vector<link::UniqueFd>& fds);
  /// How many messages a port has sent.
  void tell_main(Kind kind, const Key& key, std::uint64_t page, std::uint32_t sent);
  void meet(const Key& key, const Port& port, bool answer);
  void take_message(std::uint32_t number, Link& link, const Message& message);
  void take_met(std::uint32_t number, Link& link, const Message& message);
  void forget(const Key& key);
  void end_if_done(std::uint32_t number, Link& link);
  /// Ends links on which the other side has not said its last word for long.
  void end_overdue();

  DirectOwner& owner_;
  link::Limits limits_;
  std::map<std::uint32_t, std::unique_ptr<Link>> links_;
  std::map<Key, Port> ports_;
  std::map<std::pair<Key, std::uint32_t>, Hearing> hearing_;
};

}  // namespace cation::ipc
