#include "ipc/ports.h"

#include <algorithm>

namespace cation::ipc {

Ports::End& Ports::other(const End& end) {
  auto& ends = end.channel->ends;
  return &end == &ends[0] ? ends[1] : ends[0];
}

Ports::Channel& Ports::add_channel(RendererId creator) {
  auto channel = std::make_unique<Channel>();
  Channel& made = *channel;
  made.creator = creator;
  if (creator != 0) ++channels_of_[creator];
  for (End& end : made.ends) end.channel = &made;
  channels_.emplace(&made, std::move(channel));
  return made;
}

void Ports::remove(Channel& channel) {
  for (const Place& place : channel.left) left_.erase(place);
  if (auto count = channels_of_.find(channel.creator);
      count != channels_of_.end() && --count->second == 0)
    channels_of_.erase(count);
  channels_.erase(&channel);
}

PortId Ports::settle_here(End& end) {
  end.local = ++last_port_;
  local_.emplace(end.local, &end);
  return end.local;
}

void Ports::settle_there(End& end, Place place) {
  end.place = place;
  places_.emplace(place, &end);
}

void Ports::lift(End& end) {
  if (end.local != 0) local_.erase(std::exchange(end.local, 0));
  end.started = false;
  end.in_message = false;
  end.carrier = nullptr;
  if (!end.place) return;
  const Place place = *std::exchange(end.place, std::nullopt);
  places_.erase(place);
  const End& sender = other(end);
  const bool is_known = end.channel->joint == 0 && sender.questions == 0;
  left_.emplace(place, Left{.end = &end,
                            .until = sender.local != 0 ? sender.sent : sender.seen,
                            .is_known = is_known,
                            .sent = end.was_joined ? end.seen : 0,
                            .told = std::exchange(end.told, {})});
  end.has_moved = true;
  part(*end.channel);
  end.channel->left.push_back(place);
}

Ports::End* Ports::find(PortId port) const {
  auto found = local_.find(port);
  return found == local_.end() ? nullptr : found->second;
}

Ports::End* Ports::find(const Place& place) const {
  auto found = places_.find(place);
  return found == places_.end() ? nullptr : found->second;
}

std::size_t Ports::count() const { return channels_.size() * 2; }

// ---- ports of this process ----

std::pair<PortId, PortId> Ports::create() {
  Channel& channel = add_channel();
  const PortId first = settle_here(channel.ends[0]);
  return {first, settle_here(channel.ends[1])};
}

Result<void> Ports::post(PortId port, const Outgoing& clone, const std::vector<PortId>& ports) {
  End* from = find(port);
  if (from == nullptr) return {};
  End& to = other(*from);
  // HTML's "doomed" message: its way goes with it.
  const bool is_doomed = std::ranges::any_of(ports, [&](PortId p) { return find(p) == &to; });
  if (is_doomed) {
    close_all(ports);
    return {};
  }
  if (auto routed = route(to, from->sent, clone, ports, 0); !routed) return routed;
  from->seen = ++from->sent;
  return {};
}

void Ports::start(PortId port) {
  End* end = find(port);
  if (end == nullptr || end->started) return;
  end->started = true;
  give_soon(*end);
}

void Ports::stop(const std::vector<PortId>& ports) {
  for (PortId port : ports) {
    End* end = find(port);
    if (end == nullptr) continue;
    end->started = false;
    end->in_message = true;
  }
}

void Ports::close(PortId port) { close_all({port}); }

void Ports::close_all(const std::vector<PortId>& ports) {
  doomed_.insert(doomed_.end(), ports.begin(), ports.end());
  finish_doomed();
}

void Ports::finish_doomed() {
  if (std::exchange(finishing_doomed_, true)) return;
  while (!doomed_.empty()) {
    End* end = find(doomed_.front());
    doomed_.pop_front();
    if (end != nullptr) finish(*end, end->sent);
  }
  finishing_doomed_ = false;
}

void Ports::finish(End& end, std::uint32_t sent, bool is_lost) {
  Channel& channel = *end.channel;
  End& rest = other(end);
  learn(end, sent);
  lift(end);
  for (auto& [sequence, message] : std::exchange(end.waiting, {})) {
    release(message);
    doomed_.insert(doomed_.end(), message.ports.begin(), message.ports.end());
  }
  if (rest.local == 0 && !rest.place) {
    remove(channel);
  } else if (is_lost) {
    judge(rest, {.until = sent, .over = true});
  } else if (!rest.last) {
    rest.last = sent;
    if (rest.local != 0) {
      give_soon(rest);
    } else {
      // A document that is gone is told of by its own end.
      (void)owner_.post_to(rest.place->frame, Kind::port_close, rest.place->number,
                           number_body(sent));
    }
  }
  finish_doomed();
}

void Ports::give_soon(End& end) {
  if (due_.empty()) owner_.want_delivery();
  if (due_.empty() || due_.back() != end.local) due_.push_back(end.local);
}

void Ports::deliver() {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + delivery;
  auto due = std::exchange(due_, {});
  std::vector<PortId> unfinished;
  while (!due.empty() && Clock::now() < end) {
    const PortId port = due.front();
    due.pop_front();
    if (give(port, end)) unfinished.push_back(port);
  }
  due.insert(due.end(), unfinished.begin(), unfinished.end());
  if (due.empty()) return;
  if (due_.empty()) owner_.want_delivery();
  // Those that have had no turn come first.
  due_.insert(due_.begin(), due.begin(), due.end());
}

void Ports::let_out(const std::vector<PortId>& ports) {
  for (PortId port : ports) {
    if (End* end = find(port)) end->carrier = nullptr;
  }
}

void Ports::release(const Waiting& message) {
  let_out(message.ports);
  if (message.payer == 0) return;
  auto waits = waiting_of_.find(message.payer);
  if (waits == waiting_of_.end()) {
    waiting_of_gone_ -= message.cost();
    return;
  }
  waits->second -= message.cost();
  if (waits->second == 0) waiting_of_.erase(waits);
}

bool Ports::give(PortId port, std::chrono::steady_clock::time_point until) {
  for (;;) {
    End* end = find(port);
    if (end == nullptr || end->in_message) return false;
    if (end->last && !is_before(end->received, *end->last)) {
      finish(*end, end->sent);
      owner_.on_port_closed(port);
      return false;
    }
    auto next = end->waiting.find(end->received);
    if (!end->started || next == end->waiting.end()) return false;
    const Waiting message = std::move(next->second);
    end->waiting.erase(next);
    end->waiting_bytes -= message.clone.size();
    release(message);
    ++end->received;
    for (PortId carried : message.ports) {
      End* found = find(carried);
      if (found == nullptr) continue;
      found->in_message = false;
      if (found->last) give_soon(*found);
    }
    owner_.on_port_message(port, message.clone, message.ports);
    if (std::chrono::steady_clock::now() >= until) return true;
  }
}

}  // namespace cation::ipc
