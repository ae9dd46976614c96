#pragma once

// The shell's end of the link to main: sends words, answers calls, and gives what main says to the
// handler of its channel.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cation/result.h"
#include "cation/value.h"
#include "ipc/peer.h"
#include "shell/peer_source.h"

namespace cation::shell {

/// Where the answer to one of main's calls goes. A call that nobody answers stays open at main.
class Reply {
 public:
  Reply(ipc::Peer& peer, std::uint32_t call) : peer_(&peer), call_(call) {}
  void resolve(const Value& value) const;
  void reject(const Error& error) const;
  /// Whether main waits for an answer at all.
  bool is_due() const { return call_ != 0; }

 private:
  ipc::Peer* peer_;
  std::uint32_t call_;
};

class MainLink {
 public:
  /// Gets the arguments, an array. What it returns as an Error is the answer to a call, and is
  /// printed otherwise.
  using Handler = std::function<Result<void>(const Value& arguments, Reply reply)>;

  explicit MainLink(link::Link link) : peer_(std::move(link)) {}

  /// Sets the handler of a channel. All are set before `start`.
  void on(std::string channel, Handler handler);
  /// Begins to read, on the thread's default main context.
  void start(PeerSource::Closed closed);

  /// A word to main; it leaves at the end of the turn.
  template <typename... Arguments>
  void send(std::string_view channel, Arguments&&... arguments) {
    std::vector<Value> list;
    list.reserve(sizeof...(arguments));
    (list.push_back(Value(std::forward<Arguments>(arguments))), ...);
    send_list(channel, std::move(list));
  }
  /// Sends what was posted now, as far as the socket takes it.
  void flush();

 private:
  void send_list(std::string_view channel, std::vector<Value> arguments);
  void receive(const ipc::Message& message);

  ipc::Peer peer_;
  std::map<std::string, Handler, std::less<>> handlers_;
  std::optional<PeerSource> source_;
};

}  // namespace cation::shell
