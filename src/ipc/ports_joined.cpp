// Channels whose ends are in two documents that are joined by a link of their own.

#include <utility>

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

Result<void> Ports::on_way(FrameKey frame, std::uint32_t number, Body body) {
  auto sent = parse_number(body);
  if (!sent) return std::unexpected(sent.error());
  End* end = find(Place{frame, number});
  if (end != nullptr && end->questions > 0 && --end->questions == 0) learn(*end, *sent);
  return {};
}

}  // namespace cation::ipc
