#pragma once

// A renderer as the router's fuzzer plays it: it says anything, and counts what it is answered.

#include <poll.h>
#include <sys/socket.h>

#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "choices.h"
#include "ipc/message.h"
#include "ipc/router.h"
#include "link/link.h"
#include "link/record.h"

namespace cation::fuzz {

inline void append(std::vector<std::byte>& to, std::span<const std::byte> bytes) {
  to.insert(to.end(), bytes.begin(), bytes.end());
}

/// An inline record.
inline std::vector<std::byte> record_of(std::span<const std::byte> payload) {
  const link::RecordHead head{static_cast<std::uint32_t>(payload.size()), link::Carrier::inlined, 0,
                              0};
  std::vector<std::byte> bytes(sizeof head);
  std::memcpy(bytes.data(), &head, sizeof head);
  append(bytes, payload);
  bytes.resize(link::record_bytes(payload.size()));
  return bytes;
}

/// Small ones: what a link holds costs more than all else, and large messages go beside it the
/// sooner.
inline constexpr link::Limits limits{
    .max_packet_bytes = 8 << 10, .max_inline_bytes = 2 << 10, .pool_bytes = 64 << 10};

class Client {
 public:
  Client(ipc::Router& router, link::UniqueFd ours, link::UniqueFd theirs)
      : id(router.adopt(*link::Link::adopt(std::move(theirs), limits))),
        link_(*link::Link::adopt(std::move(ours), limits)) {}

  /// Adds a message to the packet that is written now.
  void say(const ipc::Message& message) {
    const auto header = ipc::header_of(message);
    std::vector<std::byte> bytes(header.begin(), header.end());
    append(bytes, std::as_bytes(std::span(message.channel)));
    append(bytes, message.body);
    say_raw(record_of(bytes));
  }
  void say_raw(std::span<const std::byte> bytes) {
    if (packet_.size() + bytes.size() > limits.max_packet_bytes) send();
    append(packet_, bytes);
  }
  /// Sends the packet, with some of its bytes changed.
  void send_changed(Choices& choices) {
    for (std::size_t i = choices.any(4) + 1; i > 0 && !packet_.empty(); --i) {
      const std::size_t at = (choices.any(256) * 251 + choices.any(256)) % packet_.size();
      packet_[at] = static_cast<std::byte>(choices.byte());
    }
    // Whatever it asks now is not what it would be answered.
    is_exact = false;
    send();
  }
  void send() {
    if (packet_.empty()) return;
    // What the socket does not take is lost, as with a process that dies.
    if (::send(link_.fd(), packet_.data(), packet_.size(), MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
      is_exact = false;
    packet_.clear();
  }

  /// A number of a call that is answered at most once.
  std::uint32_t ask() {
    asked_.emplace(++last_call_, 0);
    return last_call_;
  }
  /// Reads all that main has said: whether it was anything.
  bool hear() {
    for (bool any = false;; any = true) {
      auto got = link_.receive([this](link::Bytes bytes, std::vector<link::UniqueFd>&) {
        const auto message = ipc::parse_message(bytes);
        require(message.has_value());
        note(*message);
      });
      require(got.has_value());
      if (*got != link::Link::Received::packet) return any;
    }
  }
  bool is_open() const { return link_.is_open(); }
  void close() { link_.close(); }
  bool all_are_answered() const {
    for (const auto& [call, count] : asked_) {
      if (count != 1) return false;
    }
    return true;
  }

  ipc::RendererId id;
  std::string token;
  /// All that it said has gone out as it was meant.
  bool is_exact = true;
  /// Scripts that main wants run.
  std::vector<std::uint32_t> scripts;

 private:
  void note(const ipc::Message& message) {
    if (message.kind == ipc::Kind::execute && scripts.size() < 64) scripts.push_back(message.call);
    if (message.kind != ipc::Kind::resolve && message.kind != ipc::Kind::reject) return;
    auto found = asked_.find(message.call);
    if (found != asked_.end() && is_exact) require(++found->second == 1);
  }

  link::Link link_;
  std::vector<std::byte> packet_;
  std::uint32_t last_call_ = 0x40000000;
  std::map<std::uint32_t, int> asked_;
};

}  // namespace cation::fuzz
