// Messages on their way: kept for a port of this process, or sent to the document that has it.

#include <algorithm>

#include "ipc/limits.h"
#include "ipc/ports.h"

namespace cation::ipc {

namespace {

std::unexpected<Error> full() {
  return fail("Too many messages already wait for the port: start it, or send less",
              "ERR_PORT_FULL");
}

}  // namespace

Result<void> Ports::route(End& to, std::uint32_t sequence, const Outgoing& clone,
                          const std::vector<PortId>& ports, RendererId payer) {
  if (to.local != 0) return keep(to, sequence, clone, ports, payer);
  if (to.place) return send(to, sequence, clone, ports);
  close_all(ports);
  return {};
}

bool Ports::is_out_of_reach(const End& to, const std::vector<PortId>& ports) const {
  // HTML's "doomed" message, whose way goes with it, and rings of such: each port waits in a
  // message for the next. Browsers collect them. Only a port that messages wait for closes a ring.
  std::vector<const End*> carried;
  for (PortId port : ports) {
    const End* end = find(port);
    if (end == &to) return true;
    if (end != nullptr && !end->waiting.empty()) carried.push_back(end);
  }
  if (carried.empty()) return false;
  std::ranges::sort(carried);
  for (const End* end = to.carrier; end != nullptr; end = end->carrier) {
    if (std::ranges::binary_search(carried, end)) return true;
  }
  return false;
}

Result<void> Ports::keep(End& to, std::uint32_t sequence, const Outgoing& clone,
                         const std::vector<PortId>& ports, RendererId payer) {
  if (is_before(sequence, to.received) || to.waiting.contains(sequence) ||
      is_out_of_reach(to, ports)) {
    close_all(ports);
    return {};
  }
  if (to.waiting.size() >= max_waiting_messages ||
      to.waiting_bytes + clone.size() > std::max(max_waiting_bytes, clone.size()))
    return full();
  Waiting message{.clone = clone.copy(), .ports = ports, .payer = payer};
  if (payer != 0) {
    std::size_t& waits = waiting_of_[payer];
    if (waits + message.cost() > std::max(max_kept_bytes, message.cost())) return full();
    waits += message.cost();
  }
  to.waiting_bytes += clone.size();
  to.waiting.emplace(sequence, std::move(message));
  stop(ports);
  for (PortId port : ports) {
    if (End* end = find(port)) end->carrier = &to;
  }
  if (to.started) give_soon(to);
  return {};
}

Result<void> Ports::send(End& to, std::uint32_t sequence, const Outgoing& clone,
                         const std::vector<PortId>& ports) {
  const Place place = *to.place;
  const auto entries = announce(place.frame, ports);
  const auto head = port_head(sequence, entries);
  const auto rest = clone.pieces();
  auto posted = owner_.post_to(place.frame, Kind::port_message, place.number, {head, rest});
  if (!posted) return std::unexpected(posted.error());
  if (*posted) {
    hand_on(place.frame, ports, entries);
  } else {
    close_all(ports);
  }
  return {};
}

void Ports::forward(End& to, std::uint32_t sequence, Body clone, const std::vector<PortId>& ports,
                    RendererId payer) {
  if (route(to, sequence, clone, ports, payer)) return;
  // What cannot be kept breaks the channel off, for both: a message must not be missing in between.
  close_all(ports);
  End& from = other(to);
  if (from.local != 0) return break_off(*from.channel);
  const auto place = from.place;
  finish(from, from.seen, true);
  if (place)
    (void)owner_.post_to(place->frame, Kind::port_lost, place->number,
                         lost_body({.until = 0, .over = true}));
}

}  // namespace cation::ipc
