#pragma once

// A renderer process with one document that does what js/renderer/ports does, and what two scripts
// that hold the ends of a channel know of it.

#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "ipc/direct_ports.h"

namespace cation::ipc {

/// One of the two ends of a channel: what it has posted, and got of the other one.
struct Side {
  int number = 0;
  Side* other = nullptr;
  std::uint32_t posted = 0;
  std::uint32_t got = 0;
  bool closed = false;
  /// Went with its process.
  bool dead = false;
};

inline std::vector<std::byte> text_of(std::uint32_t number) {
  const std::string text = std::to_string(number);
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

inline void take_text(Side& side, Body clone) {
  EXPECT_EQ(std::vector(clone.begin(), clone.end()), text_of(side.got)) << "at " << side.number;
  EXPECT_FALSE(side.closed) << "at " << side.number;
  ++side.got;
}

struct Posted {
  Kind kind;
  std::uint32_t number;
  std::vector<std::byte> body;
  std::vector<link::UniqueFd> fds;
};

/// A renderer process with one document.
class Process : public DirectOwner {
 public:
  struct Held {
    Side* side = nullptr;
    std::uint32_t sent = 0;
    std::uint32_t received = 0;
    std::optional<std::uint32_t> last;
    std::map<std::uint32_t, std::vector<std::byte>> early;
  };

  // ---- what its scripts do ----

  void post(std::uint32_t number) {
    Held& held = held_.at(number);
    auto body = port_head(held.sent, {});
    const auto clone = text_of(held.side->posted);
    body.insert(body.end(), clone.begin(), clone.end());
    // One that does not read is no concern here: the numbers are few.
    send(Kind::port_message, number, std::move(body));
    ++held.sent;
    ++held.side->posted;
  }

  void hand_back(std::uint32_t number) {
    auto node = held_.extract(number);
    const Held& held = node.mapped();
    left_.insert(number);
    const PortEntry entry{number, held.sent, held.received};
    send(Kind::post, 0, port_head(0, {&entry, 1}));
    for (const auto& [sequence, clone] : held.early) {
      auto body = port_head(sequence, {});
      body.insert(body.end(), clone.begin(), clone.end());
      send(Kind::port_returned, number, std::move(body));
    }
  }

  void close(std::uint32_t number) {
    const std::uint32_t sent = held_.at(number).sent;
    held_.erase(number);
    closed_.insert(number);
    send(Kind::port_close, number, number_body(sent));
  }

  // ---- what comes ----

  /// Reads one message of main.
  bool read(const std::function<Side*(std::uint32_t number)>& side_of) {
    if (to.empty()) return false;
    Posted message = std::move(to.front());
    to.pop_front();
    const Message seen{.kind = message.kind,
                       .call = message.number,
                       .page = 1,
                       .frame = 1,
                       .channel = {},
                       .body = message.body};
    if (message.kind == Kind::port_way) {
      direct_.on_way(seen, message.fds);
    } else if (message.kind == Kind::link_closing) {
      direct_.on_link_closing(seen);
    } else if (message.kind == Kind::post) {
      const PortEntry entry = parse_with_ports(message.body)->ports.at(0);
      held_[entry.number] = {side_of(entry.number), entry.sent, entry.received, {}, {}};
    } else {
      if (message.kind == Kind::port_lost) {
        while (read_links()) {
        }
      }
      deliver(seen);
    }
    sweep();
    return true;
  }

  /// Reads one packet of another process.
  bool read_link(std::uint32_t number) {
    auto found = peers_.find(number);
    if (found == peers_.end()) return false;
    auto state = found->second->dispatch(
        [&](const Message& message, auto&) { direct_.take(number, message); }, 1);
    if (state && *state != Peer::State::closed) return *state == Peer::State::more;
    EXPECT_TRUE(state) << state.error().message;
    direct_.on_closed(number);
    return false;
  }

  bool read_links() {
    bool busy = false;
    for (const auto& [number, peer] : std::map(peers_)) busy = read_link(number) || busy;
    sweep();
    return busy;
  }

  void flush() { direct_.flush(); }
  const std::map<std::uint32_t, Held>& held() const { return held_; }
  std::size_t links() const { return direct_.count(); }

  std::deque<Posted> to;
  std::deque<Posted> from;

 private:
  void send(Kind kind, std::uint32_t number, std::vector<std::byte> body) {
    auto straight = direct_.post(
        {.kind = kind, .call = number, .page = 1, .frame = 1, .channel = {}, .body = body});
    if (straight) {
      EXPECT_TRUE(*straight) << straight->error().message;
    } else {
      from.push_back({kind, number, std::move(body), {}});
    }
  }

  void post_to_main(const Message& message) override {
    from.push_back({message.kind, message.call, {message.body.begin(), message.body.end()}, {}});
  }
  void on_opened(std::uint32_t link, Peer& peer) override { peers_[link] = &peer; }
  void on_done(std::uint32_t link) override { done_.insert(link); }
  void sweep() {
    for (std::uint32_t link : std::exchange(done_, {})) {
      peers_.erase(link);
      direct_.remove(link);
    }
  }

  void deliver(const Message& message) override {
    auto found = held_.find(message.call);
    const bool is_message = message.kind == Kind::port_message;
    if (found == held_.end()) {
      EXPECT_TRUE(!is_message || left_.contains(message.call) || closed_.contains(message.call));
      if (left_.contains(message.call) && message.kind != Kind::port_close)
        from.push_back({is_message ? Kind::port_returned : Kind::port_lost,
                        message.call,
                        {message.body.begin(), message.body.end()},
                        {}});
      return;
    }
    Held& held = found->second;
    if (is_message) {
      hear(held, message);
    } else if (message.kind == Kind::port_close) {
      held.last = *parse_number(message.body);
    } else if (const auto lost = *parse_lost(message.body);
               lost.over || is_before(held.received, lost.until)) {
      held.last = held.received;
    }
    if (!held.last || is_before(held.received, *held.last)) return;
    held.side->closed = true;
    const std::uint32_t sent = held.sent;
    held_.erase(found);
    closed_.insert(message.call);
    send(Kind::port_close, message.call, number_body(sent));
  }

  static void hear(Held& held, const Message& message) {
    const auto parts = *parse_with_ports(message.body);
    if (parts.sequence != held.received) {
      // What came back from another place, or goes by another way, may be overtaken.
      EXPECT_GT(parts.sequence, held.received);
      held.early[parts.sequence] = {parts.clone.begin(), parts.clone.end()};
      return;
    }
    ++held.received;
    take_text(*held.side, parts.clone);
    for (auto next = held.early.begin(); next != held.early.end() && next->first == held.received;
         next = held.early.erase(next), ++held.received)
      take_text(*held.side, next->second);
  }

  std::map<std::uint32_t, Held> held_;
  std::set<std::uint32_t> left_;
  std::set<std::uint32_t> closed_;
  std::map<std::uint32_t, Peer*> peers_;
  std::set<std::uint32_t> done_;
  // What it says is short, and there are many of it.
  DirectPorts direct_{*this, {.max_packet_bytes = 4 << 10}};
};

}  // namespace cation::ipc
