#include "ipc/peer.h"

#include <sched.h>

#include <array>
#include <cassert>

namespace cation::ipc {

using Clock = std::chrono::steady_clock;

Result<void> Peer::post(const Message& message, std::vector<link::UniqueFd> fds) {
  if (message.channel.size() > max_channel_bytes)
    return fail("The name of a channel has at most " + std::to_string(max_channel_bytes) + " bytes",
                "ERR_MESSAGE_TOO_LARGE");
  auto header = header_of(message);
  const std::array<link::Bytes, 3> parts{header, std::as_bytes(std::span(message.channel)),
                                         message.body};
  if (message.rest.empty()) return link_.post(parts, std::move(fds));
  std::vector<link::Bytes> all(parts.begin(), parts.end());
  all.insert(all.end(), message.rest.begin(), message.rest.end());
  return link_.post(all, std::move(fds));
}

link::Sink Peer::backlog_sink() {
  return [this](link::Bytes bytes, std::vector<link::UniqueFd>& fds) {
    backlog_.push_back({std::vector(bytes.begin(), bytes.end()), std::move(fds)});
  };
}

Result<void> Peer::flush_blocking() { return link_.flush_draining(backlog_sink()); }

Result<void> Peer::call_and_wait(const Message& message,
                                 const std::function<void(const Message&)>& answer) {
  assert(message.call != 0);
  if (auto done = post(message); !done) return done;
  bool answered = false;
  auto keep = backlog_sink();
  link::Sink sink = [&](link::Bytes bytes, std::vector<link::UniqueFd>& fds) {
    auto reply = parse_message(bytes);
    bool ours = !answered && reply && reply->call == message.call &&
                (reply->kind == Kind::resolve || reply->kind == Kind::reject);
    if (!ours) return keep(bytes, fds);
    answered = true;
    answer(*reply);
  };
  if (auto done = link_.flush_draining(sink); !done) return done;
  const bool awake = patience_.is_worth();
  const auto sleep_at = Clock::now() + (awake ? Patience::span : Clock::duration::zero());
  while (!answered) {
    auto got = link_.receive(sink);
    if (!got) return std::unexpected(got.error());
    if (*got == link::Link::Received::closed)
      return fail("The main process has gone", "ERR_LINK_CLOSED");
    if (*got == link::Link::Received::nothing) {
      if (Clock::now() < sleep_at) {
        sched_yield();
        continue;
      }
      if (auto ready = link_.wait_readable(); !ready) return std::unexpected(ready.error());
    }
  }
  if (awake) patience_.learn(Clock::now() < sleep_at);
  return {};
}

Result<Peer::State> Peer::dispatch(const Handler& handler, int max_packets) {
  std::optional<Error> error;
  auto give = [&](link::Bytes bytes, std::vector<link::UniqueFd>& fds) {
    auto message = parse_message(bytes);
    if (message) {
      handler(*message, fds);
    } else {
      error = message.error();
      link_.close();
    }
  };
  for (int packets = 0; packets < max_packets; ++packets) {
    while (!backlog_.empty() && !error) {
      Waiting first = std::move(backlog_.front());
      backlog_.pop_front();
      give(first.bytes, first.fds);
    }
    if (!error) {
      auto got = link_.receive(give);
      if (!got) return std::unexpected(got.error());
      if (*got == link::Link::Received::nothing && backlog_.empty()) return State::idle;
      if (*got == link::Link::Received::closed && backlog_.empty()) return State::closed;
    }
    if (error) return std::unexpected(*error);
  }
  return State::more;
}

}  // namespace cation::ipc
