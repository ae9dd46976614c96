// Channels whose ends are in two documents that are joined by a link of their own, and what is lost
// with a process.

#include <algorithm>
#include <utility>

#include "ipc/limits.h"
#include "ipc/ports.h"

namespace cation::ipc {

void Ports::note_seen(End& end, std::uint32_t sent) {
  if (is_before(end.seen, sent)) end.seen = sent;
}

void Ports::join(Channel& channel) {
  auto& [first, second] = channel.ends;
  if (!first.place || !second.place || first.last || second.last || channel.joint != 0) return;
  channel.joint = owner_.join(*first.place, *second.place);
  if (channel.joint != 0) first.was_joined = second.was_joined = true;
}

void Ports::part(Channel& channel) {
  if (channel.joint != 0) owner_.part(std::exchange(channel.joint, 0));
}

void Ports::send_round(End& end, std::uint32_t until) {
  if (!end.place) return;
  ++end.questions;
  (void)owner_.post_to(end.place->frame, Kind::port_way, end.place->number,
                       way_body({.until = until}));
}

void Ports::learn(End& end, std::uint32_t sent) {
  end.questions = 0;
  note_seen(end, sent);
  for (Place place : std::vector(end.channel->left)) {
    Left& left = left_.at(place);
    if (left.is_known || left.end == &end) continue;
    left.is_known = true;
    left.until = end.seen;
    if (left.is_dead) forget_left(place);
  }
}

/// The process is gone where an end has been.
void Ports::forget_left(Place place) {
  const Left left = left_.at(place);
  judge_what_left(left);
  std::erase(left.end->channel->left, place);
  left_.erase(place);
}

Result<void> Ports::on_way(FrameKey frame, std::uint32_t number, Body body) {
  auto sent = parse_number(body);
  if (!sent) return std::unexpected(sent.error());
  End* end = find(Place{frame, number});
  if (end != nullptr && end->questions > 0 && --end->questions == 0) learn(*end, *sent);
  return {};
}

Result<void> Ports::on_lost(FrameKey frame, std::uint32_t number, Body body) {
  auto lost = parse_lost(body);
  if (!lost) return std::unexpected(lost.error());
  if (auto found = left_.find({frame, number}); found != left_.end())
    judge(*found->second.end, *lost);
  return {};
}

void Ports::judge(End& end, PortLost lost) {
  if (end.place) {
    (void)owner_.post_to(end.place->frame, Kind::port_lost, end.place->number, lost_body(lost));
  } else if (end.local != 0) {
    std::uint32_t missing = end.received;
    while (end.waiting.contains(missing)) ++missing;
    if (!lost.over && !is_before(missing, lost.until)) return;
    end.last = missing;
    give_soon(end);
  }
}

void Ports::judge_what_left(const Left& left) {
  End& end = *left.end;
  if (end.local != 0 || end.place) return judge(end, {.until = left.until});
  // It is closed, and its process may have gone before all had left it that it had sent straight.
  End& rest = other(end);
  const bool has_moved = std::ranges::any_of(
      end.channel->left, [&](Place place) { return left_.at(place).end == &rest; });
  if (end.was_joined && !has_moved) judge(rest, {.until = end.seen, .over = true});
}

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
  for (auto at = left_.lower_bound(first);
       at != left_.end() && at->first.frame.renderer == renderer;) {
    auto& [place, left] = *at++;
    left.is_dead = true;
    // What it had sent straight by then has come, or has not left the process.
    judge(other(*left.end), {.until = left.sent});
    if (left.is_known) forget_left(Place(place));
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
