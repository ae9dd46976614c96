#include "ipc/direct_ports.h"

#include <algorithm>

namespace cation::ipc {

// ---- main's word ----

void DirectPorts::on_way(const Message& message, std::vector<link::UniqueFd>& fds) {
  const auto way = parse_way(message.body);
  if (!way) return;
  const Key key{message.frame, message.call};
  if (way->link == 0) {
    std::uint32_t sent = 0;
    if (auto found = ports_.find(key); found != ports_.end()) {
      Port& port = found->second;
      if (auto heard = hearing_.find({key, port.way.link}); heard != hearing_.end())
        heard->second.until = way->until;
      port.way = {};
      port.met = false;
      sent = port.sent;
    }
    return tell_main(Kind::port_way, key, message.page, sent);
  }
  if (open(way->link, fds) == nullptr) return;
  Port& port = ports_[key];
  port.page = message.page;
  port.way = *way;
  port.met = port.answered = false;
  hearing_[{key, way->link}] = {message.page, std::nullopt};
  meet(key, port, false);
}

void DirectPorts::tell_main(Kind kind, const Key& key, std::uint64_t page, std::uint32_t sent) {
  const auto body = number_body(sent);
  owner_.post_to_main({.kind = kind,
                       .call = key.number,
                       .page = page,
                       .frame = key.frame,
                       .channel = {},
                       .body = body});
}

DirectPorts::Link* DirectPorts::open(std::uint32_t number, std::vector<link::UniqueFd>& fds) {
  if (auto found = links_.find(number); found != links_.end()) return found->second.get();
  if (fds.empty()) return nullptr;
  auto link = link::Link::adopt(std::move(fds.front()), limits_);
  if (!link) return nullptr;
  auto& made = *links_.emplace(number, std::make_unique<Link>(*std::move(link))).first->second;
  owner_.on_opened(number, made.peer);
  return &made;
}

void DirectPorts::meet(const Key& key, const Port& port, bool answer) {
  auto found = links_.find(port.way.link);
  if (found == links_.end() || found->second->we_close) return;
  Link& link = *found->second;
  const auto body = met_body({key.frame, key.number, answer});
  // A link that is closed is told of by its reader.
  (void)link.peer.post({.kind = Kind::port_met,
                        .call = port.way.number,
                        .page = port.way.page,
                        .frame = port.way.frame,
                        .channel = {},
                        .body = body});
}

void DirectPorts::on_link_closing(const Message& message) {
  const auto number = parse_number(message.body);
  auto found = number ? links_.find(*number) : links_.end();
  if (found == links_.end() || std::exchange(found->second->we_close, true)) return;
  (void)found->second->peer.post({.kind = Kind::link_closing, .channel = {}, .body = {}});
  (void)found->second->peer.link().flush();
  end_if_done(*number, *found->second);
  end_overdue();
}

void DirectPorts::end_overdue() {
  std::vector<std::uint32_t> closing;
  for (const auto& [number, link] : links_) {
    if (link->we_close && link->peer.is_open()) closing.push_back(number);
  }
  if (closing.size() <= max_closing) return;
  // Main numbers links in their order.
  links_.at(closing.front())->peer.link().close();
  on_closed(closing.front());
}

// ---- what documents send ----

std::optional<Result<void>> DirectPorts::post(const Message& message) {
  if (message.kind < Kind::post || message.kind > Kind::port_returned || ports_.empty())
    return std::nullopt;
  const Key key{message.frame, message.call};
  if (message.kind == Kind::port_close) {
    forget(key);
    return std::nullopt;
  }
  const auto parts = parse_with_ports(message.body);
  if (!parts) return std::nullopt;
  // What they still get on a link goes back to main, which sends it after them.
  for (const PortEntry& entry : parts->ports) ports_.erase({message.frame, entry.number});
  if (message.kind != Kind::port_message) return std::nullopt;
  auto found = ports_.find(key);
  if (found == ports_.end()) return std::nullopt;
  Port& port = found->second;
  auto link = links_.find(port.way.link);
  if (port.met && parts->ports.empty() && link != links_.end() && !link->second->we_close) {
    Message direct = message;
    direct.call = port.way.number;
    direct.page = port.way.page;
    direct.frame = port.way.frame;
    auto posted = link->second->peer.post(direct);
    if (posted) port.sent = parts->sequence + 1;
    if (posted || posted.error().code != "ERR_LINK_CLOSED") return posted;
  }
  port.sent = parts->sequence + 1;
  return std::nullopt;
}

void DirectPorts::forget(const Key& key) {
  ports_.erase(key);
  hearing_.erase(hearing_.lower_bound({key, 0}), hearing_.upper_bound({key, ~0U}));
}

void DirectPorts::on_frame_gone(std::uint32_t frame) {
  const auto begin = ports_.lower_bound({frame, 0});
  const auto end = ports_.upper_bound({frame, ~0U});
  for (auto at = begin; at != end; ++at) {
    const auto& [key, port] = *at;
    if (port.sent != 0) tell_main(Kind::port_close, key, port.page, port.sent);
  }
  ports_.erase(begin, end);
}

void DirectPorts::flush() {
  for (const auto& [number, link] : links_) {
    if (link->peer.is_open() && link->peer.link().wants_write()) (void)link->peer.link().flush();
  }
}

// ---- the links ----

void DirectPorts::take(std::uint32_t number, const Message& message) {
  auto found = links_.find(number);
  if (found == links_.end()) return;
  Link& link = *found->second;
  switch (message.kind) {
    case Kind::port_message:
      return take_message(number, link, message);
    case Kind::port_met:
      return take_met(number, link, message);
    case Kind::link_closing:
      link.they_close = true;
      return end_if_done(number, link);
    default:
      return link.peer.link().close();
  }
}

void DirectPorts::take_message(std::uint32_t number, Link& link, const Message& message) {
  auto found = hearing_.find({Key{message.frame, message.call}, number});
  // One that its document has closed, or a stranger's.
  if (found == hearing_.end()) return;
  const auto parts = parse_with_ports(message.body);
  if (!parts || !parts->ports.empty()) return link.peer.link().close();
  const Hearing& hearing = found->second;
  if (hearing.until && !is_before(parts->sequence, *hearing.until)) return;
  Message own = message;
  own.page = hearing.page;
  owner_.deliver(own);
}

void DirectPorts::take_met(std::uint32_t number, Link& link, const Message& message) {
  const auto met = parse_met(message.body);
  if (!met) return link.peer.link().close();
  const Key key{message.frame, message.call};
  auto found = ports_.find(key);
  if (found == ports_.end()) return;
  Port& port = found->second;
  // Main's word may still be under way here: what says it then to the other end asks it again.
  if (port.way.link != number || port.way.frame != met->frame || port.way.number != met->number)
    return;
  port.met = true;
  // Once: whoever asks again and again would have its answers pile up here.
  if (!met->answer && !std::exchange(port.answered, true)) meet(key, port, true);
}

/// When both have said their last word nothing is under way. Who has not sent its own yet is told
/// by the socket's end.
void DirectPorts::end_if_done(std::uint32_t number, Link& link) {
  if (link.we_close && link.they_close && !link.peer.link().wants_write()) on_closed(number);
}

void DirectPorts::on_closed(std::uint32_t number) {
  std::erase_if(hearing_, [&](const auto& each) { return each.first.second == number; });
  for (auto& [key, port] : ports_) {
    if (port.way.link == number) port.met = false;
  }
  owner_.on_done(number);
}

}  // namespace cation::ipc
