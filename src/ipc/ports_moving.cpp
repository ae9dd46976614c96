// Ports that go to documents and come from them, and what documents say of those that they have.

#include <string>

#include "ipc/limits.h"
#include "ipc/ports.h"

namespace cation::ipc {

// ---- ports that go and come ----

std::vector<PortEntry> Ports::announce(FrameKey frame, const std::vector<PortId>& ports) {
  std::vector<PortEntry> entries;
  if (ports.empty()) return entries;
  std::uint32_t& last_number = last_numbers_[frame];
  for (PortId port : ports) {
    const End* end = find(port);
    entries.push_back({last_number += 2, end ? end->sent : 0, end ? end->received : 0});
  }
  return entries;
}

void Ports::hand_on(FrameKey frame, const std::vector<PortId>& ports,
                    std::span<const PortEntry> entries) {
  for (std::size_t i = 0; i < ports.size(); ++i) {
    End* end = find(ports[i]);
    if (end == nullptr) continue;
    lift(*end);
    settle_there(*end, {frame, entries[i].number});
    handed_on_.push_back(*end->place);
  }
  send_waiting();
}

void Ports::send_waiting() {
  if (std::exchange(sending_waiting_, true)) return;
  while (!handed_on_.empty()) {
    const Place place = handed_on_.front();
    handed_on_.pop_front();
    End* end = find(place);
    if (end == nullptr) continue;
    end->waiting_bytes = 0;
    for (auto& [sequence, message] : std::exchange(end->waiting, {})) {
      release(message);
      // What is sent may bring the document's end to light, and the channel's with it.
      End* still = find(place);
      if (still == nullptr) {
        close_all(message.ports);
      } else {
        forward(*still, sequence, message.clone, message.ports, message.payer);
      }
    }
    End* still = find(place);
    if (still == nullptr) continue;
    if (!still->last) {
      join(*still->channel);
    } else {
      (void)owner_.post_to(place.frame, Kind::port_close, place.number, number_body(*still->last));
    }
  }
  sending_waiting_ = false;
}

Result<std::vector<PortId>> Ports::take(FrameKey frame, std::span<const PortEntry> entries) {
  std::vector<PortId> ports;
  // What was taken by then is nobody's.
  auto refuse = [&](std::string why) {
    close_all(ports);
    return fail(std::move(why));
  };
  for (const PortEntry& entry : entries) {
    const Place place{frame, entry.number};
    End* end = find(place);
    if (end == nullptr) {
      if (left_.contains(place)) return refuse("a document has handed a port on twice");
      auto brought = channels_of_.find(frame.renderer);
      if (brought != channels_of_.end() && brought->second >= max_channels)
        return refuse("more than " + std::to_string(max_channels) + " message channels");
      Channel& channel = add_channel(frame.renderer);
      end = &channel.ends[1];
      if (entry.number % 2 == 1) {
        settle_there(channel.ends[0], place);
      } else {
        // Of a channel that was broken off meanwhile.
        end->last = entry.received;
      }
    } else {
      const bool was_joined = end->channel->joint != 0;
      learn(*end, entry.sent);
      lift(*end);
      if (was_joined) send_round(other(*end), entry.sent);
    }
    end->sent = entry.sent;
    end->received = entry.received;
    ports.push_back(settle_here(*end));
    forget_idle(*end->channel);
    if (end->last) give_soon(*end);
  }
  return ports;
}

// ---- what documents say ----

Result<void> Ports::on_message(FrameKey frame, std::uint32_t number, Body body) {
  auto message = parse_with_ports(body);
  if (!message) return std::unexpected(message.error());
  auto ports = take(frame, message->ports);
  if (!ports) return std::unexpected(ports.error());
  // One that was broken off meanwhile is unknown.
  End* from = find(Place{frame, number});
  if (from == nullptr) {
    close_all(*ports);
    return {};
  }
  note_seen(*from, message->sequence + 1);
  End& to = other(*from);
  if (to.local != 0 && to.started && to.waiting.empty() && to.received == message->sequence) {
    const PortId port = to.local;
    ++to.received;
    owner_.on_port_message(port, message->clone, std::move(*ports));
    return {};
  }
  forward(to, message->sequence, message->clone, *ports, frame.renderer);
  return {};
}

Result<void> Ports::on_returned(FrameKey frame, std::uint32_t number, Body body) {
  auto message = parse_with_ports(body);
  if (!message) return std::unexpected(message.error());
  auto ports = take(frame, message->ports);
  if (!ports) return std::unexpected(ports.error());
  auto found = left_.find({frame, number});
  if (found == left_.end()) {
    close_all(*ports);
  } else {
    const Left& left = found->second;
    End& to = *left.end;
    const End& from = other(to);
    // Whoever sends to where a port was, though it has said that it does not, is not listened to.
    // Of one whose process is gone main does not know how much had gone straight.
    const bool is_told = left.is_known && (from.place || from.local != 0);
    if ((is_told && !is_before(message->sequence, left.until)) ||
        (to.last && !is_before(message->sequence, *to.last))) {
      close_all(*ports);
      return {};
    }
    note_seen(other(to), message->sequence + 1);
    // It is its sender's, not that of the process that sends it back.
    const RendererId payer = from.place ? from.place->frame.renderer : frame.renderer;
    forward(to, message->sequence, message->clone, *ports, payer);
  }
  return {};
}

Result<void> Ports::on_close(FrameKey frame, std::uint32_t number, Body body) {
  auto sent = parse_number(body);
  if (!sent) return std::unexpected(sent.error());
  if (End* end = find(Place{frame, number})) finish(*end, *sent);
  return {};
}

void Ports::on_frame_gone(FrameKey frame) {
  finish_all({frame, 0}, [&](const FrameKey& each) { return each == frame; });
  last_numbers_.erase(frame);
}

}  // namespace cation::ipc
