// The pages' messages with ports, and the ports themselves.

#include "api/core.h"
#include "api/encoded.h"
#include "api/port_state.h"
#include "clone/decoder.h"

namespace cation::api {

MessagePort Core::port_of(ipc::PortId id) {
  auto state = std::make_shared<PortState>(weak_from_this(), id);
  ports_.emplace(id, state);
  return MessagePort(state);
}

std::vector<MessagePort> Core::ports_of(const std::vector<ipc::PortId>& ids) {
  std::vector<MessagePort> ports;
  for (ipc::PortId id : ids) ports.push_back(port_of(id));
  return ports;
}

void Core::forget_port(ipc::PortId id) {
  ports_.erase(id);
  host_->router().ports().close(id);
}

Result<void> Core::post(std::vector<MessagePort>& ports, ipc::PortId source, const Value& message,
                        const PostWith& send) {
  std::vector<ipc::PortId> ids;
  for (const MessagePort& port : ports) {
    const bool is_new = !port.is_closed() && port.state_->id() != source &&
                        std::ranges::find(ids, port.state_->id()) == ids.end();
    if (!is_new)
      return fail("Port at index " + std::to_string(ids.size()) +
                      " cannot be handed on: it is closed, comes twice, or is the source port",
                  "ERR_PORT");
    ids.push_back(port.state_->id());
  }
  auto body = Encoded::of(message, limits_);
  if (!body) return std::unexpected(body.error());
  if (auto sent = send(*body, ids); !sent) return sent;
  for (ipc::PortId id : ids) ports_.erase(id);
  for (const MessagePort& port : ports) port.state_->release();
  ports.clear();
  return {};
}

void Core::on_post(const ipc::Frame& sender, std::string_view channel, ipc::Body message,
                   std::vector<ipc::PortId> ids) {
  // Closed with the event, where nobody takes them.
  Event event = event_of(sender);
  event.ports_ = std::make_shared<std::vector<MessagePort>>(ports_of(ids));
  auto lists = listeners_for(sender, channel);
  auto value = clone::decode(message, limits_);
  if (!value) return refuse(sender, value.error());
  if (!lists.empty() || ipc_message.has_listeners())
    deliver(sender, channel, Value::array({*std::move(value)}), event, lists);
}

void Core::on_port_message(ipc::PortId id, ipc::Body message, std::vector<ipc::PortId> ids) {
  auto carried = ports_of(ids);
  auto found = ports_.find(id);
  auto state = found == ports_.end() ? nullptr : found->second.lock();
  auto value = clone::decode(message, limits_);
  if (state && value) state->received({*std::move(value), std::move(carried)});
}

void Core::on_port_closed(ipc::PortId id) {
  auto node = ports_.extract(id);
  if (node.empty()) return;
  if (auto state = node.mapped().lock()) state->ended();
}

}  // namespace cation::api
