#pragma once

// The relay's sockets: packets go out as the test says them, byte for byte; what main says comes in
// as messages.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "link/link.h"

namespace cation::hostile {

/// A packet to send so many times.
struct Flood {
  std::vector<std::byte> bytes;
  std::vector<link::UniqueFd> files;
  std::uint32_t times = 1;
  /// Reported when the last one has left; 0: not.
  std::uint32_t id = 0;
};

class Socket {
 public:
  explicit Socket(link::Link link) : link_(std::move(link)) {}

  /// Connects to a socket of packets; nothing where it is not taken now.
  static std::optional<Socket> connect(const std::string& path);

  int fd() const { return link_.fd(); }
  void add(Flood flood) { floods_.push_back(std::move(flood)); }
  bool wants_write() const { return !floods_.empty(); }
  bool is_deaf = false;
  /// Sends what the socket takes, at most some packets. Gives the numbers of floods that are
  /// through; false where the other side has closed.
  bool send(const std::function<void(std::uint32_t id)>& is_through);
  /// Reads one packet. False where the link is closed.
  using Heard = std::function<void(link::Bytes message, std::vector<link::UniqueFd>& files)>;
  bool read(const Heard& heard);

 private:
  link::Link link_;
  std::deque<Flood> floods_;
};

}  // namespace cation::hostile
