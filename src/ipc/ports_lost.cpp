// What is lost with a process. A message may have been on its way to the process, or from it; or it
// is on its way back from a place that its end has left, and then it is not lost. So an end is
// judged when each of these places has answered, behind all that it sends back.

#include <algorithm>
#include <utility>

#include "ipc/limits.h"
#include "ipc/ports.h"

namespace cation::ipc {

namespace {

PortLost both(const PortLost& a, const PortLost& b) {
  return {.until = is_before(a.until, b.until) ? b.until : a.until, .over = a.over || b.over};
}

}  // namespace

// ---- judging ----

void Ports::judge(End& end, PortLost lost) {
  if (end.local == 0 && !end.place) return;
  end.verdict = end.verdict ? both(*end.verdict, lost) : lost;
  const auto question = lost_body({.asked = true});
  for (const Place& place : end.channel->left) {
    Left& left = left_.at(place);
    if (left.end != &end || left.is_dead) continue;
    if (owner_.post_to(place.frame, Kind::port_lost, place.number, question).value_or(false))
      ++left.questions;
  }
  pass_verdict(end);
}

void Ports::pass_verdict(End& end) {
  const bool waits = std::ranges::any_of(end.channel->left, [&](const Place& place) {
    const Left& left = left_.at(place);
    return left.end == &end && !left.is_dead && left.questions > 0;
  });
  if (!end.verdict || waits) return;
  const PortLost lost = *std::exchange(end.verdict, std::nullopt);
  if (end.place) {
    end.told = {end.told.times + 1, end.told.times == 0 ? lost : both(end.told.lost, lost)};
    (void)owner_.post_to(end.place->frame, Kind::port_lost, end.place->number, lost_body(lost));
  } else if (end.local != 0) {
    std::uint32_t missing = end.received;
    while (end.waiting.contains(missing)) ++missing;
    if (!lost.over && !is_before(missing, lost.until)) return;
    end.last = missing;
    give_soon(end);
  }
}

Result<void> Ports::on_lost(FrameKey frame, std::uint32_t number, Body body) {
  auto lost = parse_lost(body);
  if (!lost) return std::unexpected(lost.error());
  auto found = left_.find({frame, number});
  if (found == left_.end()) return {};
  Left& left = found->second;
  std::uint32_t& due = lost->asked ? left.questions : left.told.times;
  if (due == 0) return {};
  --due;
  if (lost->asked) {
    pass_verdict(*left.end);
  } else {
    judge(*left.end, left.told.lost);
  }
  return {};
}

void Ports::break_off(Channel& channel) {
  for (const Place& place : std::exchange(channel.left, {})) left_.erase(place);
  for (End& end : channel.ends) judge(end, {.until = 0, .over = true});
}

// ---- places that an end has left ----

void Ports::erase_left(Place place) {
  auto node = left_.extract(place);
  std::erase(node.mapped().end->channel->left, place);
}

void Ports::forget_idle(Channel& channel) {
  if (channel.left.size() <= few_left) return;
  for (Place place : std::vector(channel.left)) {
    const Left& left = left_.at(place);
    // What each end has received is at least as much as main knows of it.
    const bool has_come = left.is_known && !is_before(left.end->received, left.until) &&
                          !is_before(other(*left.end).received, left.sent);
    if (has_come && left.told.times == 0 && left.questions == 0) erase_left(place);
  }
  if (channel.left.size() > max_left) break_off(channel);
}

/// The process is gone where an end has been.
void Ports::forget_left(Place place) {
  const Left left = left_.at(place);
  erase_left(place);
  judge_what_left(left);
}

void Ports::judge_what_left(const Left& left) {
  End& end = *left.end;
  if (end.local != 0 || end.place) return judge(end, {.until = left.until});
  // It is closed, and its process may have gone before all had left it that it had sent straight.
  End& rest = other(end);
  if (end.was_joined && !rest.has_moved) judge(rest, {.until = end.seen, .over = true});
}

// ---- a process is gone ----

void Ports::inherit_waiting(RendererId renderer) {
  const auto node = waiting_of_.extract(renderer);
  if (node.empty()) return;
  if (waiting_of_gone_ + node.mapped() <= max_kept_bytes) {
    waiting_of_gone_ += node.mapped();
    return;
  }
  // A page that dies again and again would fill main. Its channels end with what was given.
  for (auto& [key, channel] : channels_) {
    for (End& end : channel->ends) {
      const std::size_t all = end.waiting.size();
      std::erase_if(end.waiting, [&](const auto& each) {
        const Waiting& message = each.second;
        if (message.payer != renderer) return false;
        end.waiting_bytes -= message.clone.size();
        let_out(message.ports);
        doomed_.insert(doomed_.end(), message.ports.begin(), message.ports.end());
        return true;
      });
      if (end.waiting.size() != all) judge(end, {.until = 0, .over = true});
    }
  }
  finish_doomed();
}

void Ports::on_renderer_gone(RendererId renderer) {
  const Place first{{renderer, 0}, 0};
  std::vector<Place> places;
  for (auto at = left_.lower_bound(first);
       at != left_.end() && at->first.frame.renderer == renderer; ++at) {
    at->second.is_dead = true;
    places.push_back(at->first);
  }
  for (const Place& place : places) {
    const Left& left = left_.at(place);
    End& end = *left.end;
    // What it had sent straight by then has come, or has not left the process.
    if (left.sent != 0) judge(other(end), {.until = left.sent});
    if (left.told.times > 0) judge(end, left.told.lost);
    if (left.is_known) forget_left(place);
    pass_verdict(end);
  }
  finish_all(first, [&](const FrameKey& each) { return each.renderer == renderer; });
  inherit_waiting(renderer);
}

void Ports::finish_all(Place first, const std::function<bool(const FrameKey&)>& is_gone) {
  for (;;) {
    auto at = places_.lower_bound(first);
    if (at == places_.end() || !is_gone(at->first.frame)) return;
    End& end = *at->second;
    // Where messages went straight, main does not know how many.
    finish(end, end.seen, end.was_joined);
  }
}

}  // namespace cation::ipc
