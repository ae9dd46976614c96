// The Router's way of messages with ports: between documents and Ports.

#include <algorithm>

#include "ipc/router.h"

namespace cation::ipc {

void Router::take_port(Renderer& renderer, FrameKey key, bool known, const Message& message) {
  Result<void> done;
  switch (message.kind) {
    case Kind::port_returned:
      // The document may have gone since it handed the port on.
      done = ports_.on_returned(key, message.call, message.body);
      break;
    case Kind::port_lost:
      done = ports_.on_lost(key, message.call, message.body);
      break;
    case Kind::port_way:
      if (known) done = ports_.on_way(key, message.call, message.body);
      break;
    case Kind::port_message:
      if (known) done = ports_.on_message(key, message.call, message.body);
      break;
    case Kind::port_close:
      if (known) done = ports_.on_close(key, message.call, message.body);
      break;
    default:
      if (known) done = take_post(key, message);
  }
  if (!done) break_off(renderer, done.error().message);
}

Result<void> Router::take_post(FrameKey key, const Message& message) {
  auto parts = parse_with_ports(message.body);
  if (!parts) return std::unexpected(parts.error());
  auto ports = ports_.take(key, parts->ports);
  if (!ports) return std::unexpected(ports.error());
  // A copy: the delegate may end the document while it is told.
  const Frame sender = *frames_.find(key);
  delegate_.on_post(sender, message.channel, parts->clone, *std::move(ports));
  return {};
}

Result<void> Router::post_message(ContentsId id, std::string_view channel, const Outgoing& message,
                                  const std::vector<PortId>& ports) {
  auto found = contents_.find(id);
  if (found == contents_.end()) return fail("Object has been destroyed", "ERR_DESTROYED");
  Contents& contents = found->second;
  if (frames_.find(contents.main_frame))
    return post_message(contents.main_frame, channel, message, ports);
  auto waits = wait(contents, channel, message, ports);
  if (waits) ports_.stop(ports);
  return waits;
}

Result<void> Router::post_message(FrameKey key, std::string_view channel, const Outgoing& message,
                                  const std::vector<PortId>& ports) {
  const auto entries = ports_.announce(key, ports);
  const auto head = port_head(0, entries);
  const auto rest = message.pieces();
  auto sent = send_to(key, Kind::post, 0, channel, {head, rest});
  if (!sent) return std::unexpected(sent.error());
  if (*sent) {
    ports_.hand_on(key, ports, entries);
  } else {
    ports_.close_all(ports);
  }
  return {};
}

Result<bool> Router::post_to(FrameKey frame, Kind kind, std::uint32_t number,
                             const Outgoing& body) {
  if (kind == Kind::port_lost && frames_.find(frame) == nullptr)
    return post_to_gone(frame, number, body);
  return send_to(frame, kind, number, {}, body);
}

Result<bool> Router::post_to_gone(FrameKey frame, std::uint32_t number, const Outgoing& body) {
  Renderer* renderer = find(frame.renderer);
  if (renderer == nullptr) return false;
  // It comes back as what this process says of a page of its own, whichever that is.
  const auto page = std::ranges::find(pages_, renderer->token,
                                      [](const auto& each) { return each.second.token; });
  if (page == pages_.end()) return false;
  const Message message{.kind = Kind::port_lost,
                        .call = number,
                        .page = page->first,
                        .frame = frame.frame,
                        .channel = {},
                        .body = body.first,
                        .rest = body.rest};
  return post(*renderer, message).has_value();
}

std::uint32_t Router::join(PortPlace first, PortPlace second) {
  auto ends = direct_links_.use(first.frame.renderer, second.frame.renderer);
  // Where there is no link, main goes on to route.
  if (!ends) return 0;
  const std::uint32_t joint = ends->first.number;
  if (show_way(first, ends->first, second).value_or(false) &&
      show_way(second, ends->second, first).value_or(false))
    return joint;
  part(joint);
  return 0;
}

Result<bool> Router::show_way(PortPlace port, DirectLinks::End& end, PortPlace other) {
  const Frame* there = frames_.find(other.frame);
  if (there == nullptr) return false;
  const auto body = way_body({.link = end.number,
                              .frame = other.frame.frame,
                              .number = other.number,
                              .until = 0,
                              .page = there->page});
  return send_to(port.frame, Kind::port_way, port.number, {}, body, std::move(end.socket));
}

void Router::part(std::uint32_t joint) {
  const auto ends = direct_links_.release(joint);
  if (!ends) return;
  for (const auto* end : {&ends->first, &ends->second}) {
    const auto body = number_body(end->number);
    if (Renderer* renderer = find(end->renderer))
      (void)post(*renderer, {.kind = Kind::link_closing, .channel = {}, .body = body});
  }
}

Result<bool> Router::send_to(FrameKey key, Kind kind, std::uint32_t call, std::string_view channel,
                             const Outgoing& body, std::vector<link::UniqueFd> fds) {
  const Frame* frame = frames_.find(key);
  Renderer* renderer = find(key.renderer);
  if (frame == nullptr || renderer == nullptr) return false;
  auto posted = post(*renderer,
                     {.kind = kind,
                      .call = call,
                      .page = frame->page,
                      .frame = key.frame,
                      .channel = channel,
                      .body = body.first,
                      .rest = body.rest},
                     std::move(fds));
  if (posted) return true;
  // A process that has gone is told of by its closing, not by every message to it.
  if (posted.error().code == "ERR_LINK_CLOSED") return false;
  return std::unexpected(posted.error());
}

}  // namespace cation::ipc
