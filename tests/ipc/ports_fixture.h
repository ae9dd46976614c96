#pragma once

// Ports, and what comes of them to main and to documents.

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ipc/ports.h"

namespace cation::ipc {

inline std::vector<std::byte> bytes(std::string_view text) {
  const auto view = std::as_bytes(std::span(text));
  return {view.begin(), view.end()};
}
inline std::string text(Body body) {
  return {reinterpret_cast<const char*>(body.data()), body.size()};
}

/// The body of a message through a port.
inline std::vector<std::byte> port_body(std::uint32_t sequence, std::string_view message,
                                        const std::vector<PortEntry>& carried = {}) {
  auto body = port_head(sequence, carried);
  const auto clone = bytes(message);
  body.insert(body.end(), clone.begin(), clone.end());
  return body;
}

inline constexpr FrameKey page{1, 1};
inline constexpr FrameKey other_page{2, 1};

/// What came to a document: bodies in one piece.
struct Arrival {
  Kind kind;
  std::uint32_t number;
  std::vector<std::byte> body;
};

class PortsTest : public ::testing::Test, public PortOwner {
 public:
  void on_port_message(PortId port, Body clone, std::vector<PortId> carried) override {
    log.push_back(std::to_string(port) + " got " + text(clone));
    arrived.insert(arrived.end(), carried.begin(), carried.end());
    if (when_told) when_told();
  }
  void on_port_closed(PortId port) override { log.push_back(std::to_string(port) + " closed"); }
  Result<bool> post_to(FrameKey frame, Kind kind, std::uint32_t number,
                       const Outgoing& body) override {
    if (gone.contains(frame)) return false;
    if (is_full) return fail("full", "ERR_LINK_FULL");
    sent[frame].push_back({kind, number, body.copy()});
    return true;
  }
  void want_delivery() override { ++wanted; }
  std::uint32_t join(PortPlace, PortPlace) override { return 0; }
  void part(std::uint32_t) override {}

  /// All turns of a delivery.
  void deliver() {
    do {
      wanted = 0;
      ports.deliver();
    } while (wanted != 0);
  }
  std::vector<std::string> take_log() { return std::exchange(log, {}); }
  Result<void> post(PortId port, std::string_view message, std::vector<PortId> carried = {}) {
    const auto clone = bytes(message);
    return ports.post(port, clone, carried);
  }
  /// Hands a port on to a document, as a message that carries it does; its number there.
  std::uint32_t give(FrameKey frame, PortId port) {
    const auto entries = ports.announce(frame, {port});
    ports.hand_on(frame, {port}, entries);
    return entries[0].number;
  }
  Result<void> say(FrameKey frame, std::uint32_t number, std::uint32_t sequence,
                   std::string_view message, const std::vector<PortEntry>& carried_on = {}) {
    return ports.on_message(frame, number, port_body(sequence, message, carried_on));
  }
  /// "number: message" of what has come to a document, "number closes after n".
  std::vector<std::string> heard(FrameKey frame) {
    std::vector<std::string> heard;
    for (const Arrival& arrival : std::exchange(sent[frame], {})) {
      const std::string who = std::to_string(arrival.number);
      if (arrival.kind == Kind::port_close) {
        heard.push_back(who + " closes after " + std::to_string(*parse_number(arrival.body)));
      } else {
        auto message = *parse_with_ports(arrival.body);
        heard.push_back(who + ": " + std::to_string(message.sequence) + " " + text(message.clone));
        for (const PortEntry& entry : message.ports) carried.push_back(entry);
      }
    }
    return heard;
  }

  Ports ports{*this};
  std::vector<std::string> log;
  std::vector<PortId> arrived;
  std::vector<PortEntry> carried;
  std::map<FrameKey, std::vector<Arrival>> sent;
  std::set<FrameKey> gone;
  std::function<void()> when_told;
  bool is_full = false;
  int wanted = 0;
};

}  // namespace cation::ipc
