#pragma once

// One end of a link that speaks messages. Used by all three kinds of process; an owner with an
// event loop watches `link().fd()` and calls `dispatch` when it is readable. One thread.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <vector>

#include "cation/result.h"
#include "ipc/message.h"
#include "ipc/patience.h"
#include "link/link.h"

namespace cation::ipc {

class Peer {
 public:
  using Handler = std::function<void(const Message&, std::vector<link::UniqueFd>& fds)>;

  explicit Peer(link::Link link) : link_(std::move(link)) {}

  link::Link& link() { return link_; }
  bool is_open() const { return link_.is_open(); }

  /// The next number for a call from this end; never 0.
  std::uint32_t next_call() { return ++last_call_ ? last_call_ : ++last_call_; }

  /// Posts a message: it leaves with the next `link().flush()`.
  Result<void> post(const Message& message, std::vector<link::UniqueFd> fds = {});

  /// Posts a message and blocks until the resolve or reject of its `call` is there, which is then
  /// given to `answer`. All else that comes in meanwhile waits for the next `dispatch`, in order.
  Result<void> call_and_wait(const Message& message,
                             const std::function<void(const Message&)>& answer);

  enum class State { idle, more, closed };
  /// Gives what has come in to the handler: first what waited, then at most `max_packets` from the
  /// socket. `more`: call again soon, after the loop has had its turn. An Error is a peer that
  /// broke the format, and has closed the link. The handler may call back into this Peer, and close
  /// it, but not destroy it.
  Result<State> dispatch(const Handler& handler, int max_packets = 64);
  /// Whether messages wait that no readable socket will announce: call `dispatch` from an idle
  /// turn.
  bool has_backlog() const { return !backlog_.empty() || link_.has_rest(); }

  /// Sends all that was posted, blocking and draining into the backlog.
  Result<void> flush_blocking();

 private:
  struct Waiting {
    std::vector<std::byte> bytes;
    std::vector<link::UniqueFd> fds;
  };

  link::Sink backlog_sink();

  link::Link link_;
  std::uint32_t last_call_ = 0;
  std::deque<Waiting> backlog_;
  Patience patience_;
};

}  // namespace cation::ipc
