#pragma once

// The message channels that reach out of a document, as main knows them: where each end is, and
// what is on its way to it. Messages of a channel are numbered in each direction by whoever sends
// them, and taken in that order, whatever ways they come: none is lost, doubled or overtaken when
// an end is handed on. What reaches a place that an end has left is sent back here, and goes after
// it. Where both ends are in documents, these are joined by a link of their own, and main sees only
// what carries ports (ipc/direct_ports.h).
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-ports and
// https://www.electronjs.org/docs/latest/tutorial/message-ports
//
// An end that is in this process has a PortId. It gives messages from `start` on. Owned by the
// Router; one thread.

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "cation/result.h"
#include "ipc/ids.h"
#include "ipc/message.h"
#include "ipc/port_wire.h"

namespace cation::ipc {

/// An end of a channel that is in this process, numbered from 1 and never again.
using PortId = std::uint32_t;

/// What Ports need of those around them. Views are valid during the call only; it may call back.
class PortOwner {
 public:
  virtual ~PortOwner() = default;
  /// A message for a started port of this process; the ports that it carries are the owner's now.
  virtual void on_port_message(PortId port, Body clone, std::vector<PortId> ports) = 0;
  /// The other end is closed or gone, and all that it sent has been given. The port is no more.
  virtual void on_port_closed(PortId port) = 0;
  /// Sends a message to a document. False where the document is gone, or for a `port_lost` its
  /// process: that answers for it. An Error where the message is not taken.
  virtual Result<bool> post_to(FrameKey frame, Kind kind, std::uint32_t number,
                               const Outgoing& body) = 0;
  /// `deliver` is to be called in the next turn of the loop.
  virtual void want_delivery() = 0;
  /// Tells two documents that ports of theirs are the two ends of one channel, and how they reach
  /// each other. The number of what joins them; 0 where nothing does.
  virtual std::uint32_t join(PortPlace first, PortPlace second) = 0;
  /// One of them has moved, or is no more.
  virtual void part(std::uint32_t joint) = 0;
};

class Ports {
 public:
  /// What may wait for one port that is not started; beyond it posting is an Error (ERR_PORT_FULL),
  /// and so it is beyond `max_kept_bytes` for all that one renderer has sent.
  static constexpr std::size_t max_waiting_messages = 100'000;
  static constexpr std::size_t max_waiting_bytes = std::size_t{64} << 20;
  /// How long messages that have waited are given before all else has its turn.
  static constexpr std::chrono::microseconds delivery{1000};

  explicit Ports(PortOwner& owner) : owner_(owner) {}
  Ports(const Ports&) = delete;
  Ports& operator=(const Ports&) = delete;

  // ---- ports of this process ----

  /// A channel, both ends of which are here.
  std::pair<PortId, PortId> create();
  /// Whether the port is here: not closed, not handed on.
  bool holds(PortId port) const { return local_.contains(port); }
  /// Sends a message, and hands on the ports that it carries, which are not `port` itself. Through
  /// a closed port it does nothing. An Error (ERR_PORT_FULL, ERR_LINK_FULL, ERR_MESSAGE_TOO_LARGE)
  /// where it is not taken: the ports stay here then.
  Result<void> post(PortId port, const Outgoing& clone, const std::vector<PortId>& ports);
  /// Gives its messages from now on.
  void start(PortId port);
  /// They wait in a message: whoever gets it starts them again.
  void stop(const std::vector<PortId>& ports);
  /// Ends the port: the other end hears of it when it has what was sent.
  void close(PortId port);
  /// Gives what waits for the ports of this process.
  void deliver();

  // ---- ports that go and come ----

  /// How ports are to be called in a message to a document that carries them.
  std::vector<PortEntry> announce(FrameKey frame, const std::vector<PortId>& ports);
  /// The message is sent: they are there now, and what waits for them goes after it.
  void hand_on(FrameKey frame, const std::vector<PortId>& ports,
               std::span<const PortEntry> entries);
  /// Takes ports that came with a message of a document. An Error for one that names what it cannot
  /// have: it breaks the protocol.
  Result<std::vector<PortId>> take(FrameKey frame, std::span<const PortEntry> ports);
  /// Ends ports that were sent to nobody.
  void close_all(const std::vector<PortId>& ports);

  // ---- what documents say; an Error is one that breaks the protocol ----

  Result<void> on_message(FrameKey frame, std::uint32_t number, Body body);
  /// A message that reached a document after the port had left it.
  Result<void> on_returned(FrameKey frame, std::uint32_t number, Body body);
  Result<void> on_close(FrameKey frame, std::uint32_t number, Body body);
  /// How much went straight to where the other end was.
  Result<void> on_way(FrameKey frame, std::uint32_t number, Body body);
  /// A `port_lost` that reached a document after the port had left it.
  Result<void> on_lost(FrameKey frame, std::uint32_t number, Body body);
  /// A document is gone, and its ports with it. Its process still sends back what reaches it.
  void on_frame_gone(FrameKey frame);
  /// A process is gone, and its ports and what was on its way there with it. A port that had left
  /// it in time is closed after the last message before the first that is missing. To be called
  /// before `on_frame_gone` for its documents.
  void on_renderer_gone(RendererId renderer);

  /// How many ends there are, wherever they are.
  std::size_t count() const;

 private:
  struct Waiting {
    std::vector<std::byte> clone;
    std::vector<PortId> ports;
    /// Who has sent it; 0 for this process.
    RendererId payer = 0;
    std::size_t cost() const { return clone.size() + waiting_bytes_each; }
  };
  /// What a message that waits costs beside its bytes.
  static constexpr std::size_t waiting_bytes_each = 256;
  using Place = PortPlace;
  struct Channel;
  /// What a document was told to be lost: how often, and all of it together.
  struct Told {
    std::uint32_t times = 0;
    PortLost lost;
  };
  struct End {
    Channel* channel = nullptr;
    /// Here, or there, or neither: closed.
    PortId local = 0;
    std::optional<Place> place;
    /// While it is here: how many messages it has sent and given.
    std::uint32_t sent = 0;
    std::uint32_t received = 0;
    bool started = false;
    /// It waits in a message: nobody has it, to be told of its end.
    bool in_message = false;
    /// The end that the message waits for, if it does.
    End* carrier = nullptr;
    /// How many messages it has sent, as far as main knows.
    std::uint32_t seen = 0;
    /// It has been joined with the other end: messages may not have come by.
    bool was_joined = false;
    /// It has left a document.
    bool has_moved = false;
    /// Questions of main that are not answered yet: how many it has sent.
    std::uint32_t questions = 0;
    /// The other end is closed, and has sent so many.
    std::optional<std::uint32_t> last;
    /// What may be lost for it, until all that is under way from where it has been has come.
    std::optional<PortLost> verdict;
    Told told;
    /// What came while it is here and was not given yet, by number.
    std::map<std::uint32_t, Waiting> waiting;
    std::size_t waiting_bytes = 0;
  };
  struct Channel {
    End ends[2];
    /// Places that an end has left, where messages may still arrive.
    std::vector<Place> left;
    /// What joins the documents that have its ends; 0 for nothing.
    std::uint32_t joint = 0;
    /// Who has brought it here; 0 for this process.
    RendererId creator = 0;
  };
  /// A place that an end has left.
  struct Left {
    End* end = nullptr;
    /// The messages that went there come before this one in the channel. It is unknown as long as
    /// their sender is asked how many went straight.
    std::uint32_t until = 0;
    bool is_known = true;
    /// How many the end had sent when it left, if some may have gone straight.
    std::uint32_t sent = 0;
    /// Its process is gone.
    bool is_dead = false;
    /// What it was told comes back, where the end had left by then.
    Told told;
    /// Questions that have not come back.
    std::uint32_t questions = 0;
  };
  /// So many places that an end has left are remembered, whether something may arrive there or not;
  /// a channel whose ends have left too many with messages under way is broken off.
  static constexpr std::size_t few_left = 16;
  static constexpr std::size_t max_left = 256;

  static End& other(const End& end);
  Channel& add_channel(RendererId creator = 0);
  PortId settle_here(End& end);
  void settle_there(End& end, Place place);
  /// Takes an end from where it is.
  void lift(End& end);
  End* find(PortId port) const;
  End* find(const Place& place) const;
  Result<void> route(End& to, std::uint32_t sequence, const Outgoing& clone,
                     const std::vector<PortId>& ports, RendererId payer);
  Result<void> keep(End& to, std::uint32_t sequence, const Outgoing& clone,
                    const std::vector<PortId>& ports, RendererId payer);
  Result<void> send(End& to, std::uint32_t sequence, const Outgoing& clone,
                    const std::vector<PortId>& ports);
  void forward(End& to, std::uint32_t sequence, Body clone, const std::vector<PortId>& ports,
               RendererId payer);
  /// Gives what waits for a port until then: whether more waits.
  bool give(PortId port, std::chrono::steady_clock::time_point end);
  /// A message waits no more.
  void release(const Waiting& message);
  void let_out(const std::vector<PortId>& ports);
  /// Whether a message for this end that carries these would be out of everybody's reach.
  bool is_out_of_reach(const End& to, const std::vector<PortId>& ports) const;
  /// What a process has sent that is gone now goes on waiting, as far as there is room.
  void inherit_waiting(RendererId renderer);
  void give_soon(End& end);
  void send_waiting();
  void finish(End& end, std::uint32_t sent, bool is_lost = false);
  /// Ends what is in documents that are gone, the first of which would have this place.
  void finish_all(Place first, const std::function<bool(const FrameKey&)>& is_gone);
  void join(Channel& channel);
  void part(Channel& channel);
  /// What the holder of an end still sends to where the other end was goes by main from now on.
  void send_round(End& end, std::uint32_t until);
  static void note_seen(End& end, std::uint32_t sent);
  /// The holder of an end has told how many messages it has sent to where the other end was.
  void learn(End& end, std::uint32_t sent);
  /// Closes a port at the first message that it misses, if that is one before `until`, or any: as
  /// soon as no message is under way any more from where it has been.
  void judge(End& end, PortLost lost);
  void pass_verdict(End& end);
  /// Ends a channel for both, with what each has got.
  void break_off(Channel& channel);
  /// Places where nothing can arrive any more, if they are many.
  void forget_idle(Channel& channel);
  void judge_what_left(const Left& left);
  void forget_left(Place place);
  void erase_left(Place place);
  void finish_doomed();
  void remove(Channel& channel);

  PortOwner& owner_;
  std::map<Channel*, std::unique_ptr<Channel>> channels_;
  std::map<PortId, End*> local_;
  std::map<Place, End*> places_;
  std::map<Place, Left> left_;
  /// The last number that main has given a port of a document.
  std::map<FrameKey, std::uint32_t> last_numbers_;
  /// Of renderers: channels that they have brought, and what waits that they have sent.
  std::map<RendererId, std::size_t> channels_of_;
  std::map<RendererId, std::size_t> waiting_of_;
  /// What waits that processes have sent which are gone, in all.
  std::size_t waiting_of_gone_ = 0;
  PortId last_port_ = 0;
  std::deque<PortId> due_;
  // Worklists, since a port may wait in a message for a port that waits in a message, and so on.
  std::deque<Place> handed_on_;
  std::deque<PortId> doomed_;
  bool sending_waiting_ = false;
  bool finishing_doomed_ = false;
};

}  // namespace cation::ipc
