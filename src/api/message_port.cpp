#include "cation/message_port.h"

#include "api/core.h"
#include "api/port_state.h"
#include "cation/app.h"

namespace cation {

MessagePort::MessagePort(std::shared_ptr<api::PortState> state) : state_(std::move(state)) {}
MessagePort::MessagePort(MessagePort&&) noexcept = default;
MessagePort& MessagePort::operator=(MessagePort&&) noexcept = default;
MessagePort::~MessagePort() = default;

bool MessagePort::is_closed() const { return !state_ || state_->id() == 0; }

Result<void> MessagePort::post(const Value& message, std::vector<MessagePort>& ports) {
  auto core = state_ ? state_->core() : nullptr;
  if (!core || !core->is_running() || is_closed()) {
    ports.clear();
    return {};
  }
  return core->post(ports, state_->id(), message,
                    [&](const ipc::Outgoing& clone, const std::vector<ipc::PortId>& ids) {
                      return core->host().router().ports().post(state_->id(), clone, ids);
                    });
}

Task<std::optional<PortMessage>> MessagePort::receive() { return next(state_); }

Task<std::optional<PortMessage>> MessagePort::next(std::shared_ptr<api::PortState> state) {
  if (!state) co_return std::nullopt;
  state->start();
  for (;;) {
    auto message = state->take();
    if (message || state->has_ended()) co_return message;
    auto news = state->news();
    co_await news;
  }
}

void MessagePort::on_message(std::function<void(PortMessage)> listener) {
  if (state_) state_->set_listener(std::move(listener));
}

void MessagePort::on_close(std::function<void()> listener) {
  if (state_) state_->set_close_listener(std::move(listener));
}

void MessagePort::close() {
  if (state_) state_->close();
}

MessageChannel MessageChannel::create(App& app) {
  auto core = app.core_;
  if (!core->is_running()) return {MessagePort(nullptr), MessagePort(nullptr)};
  const auto [first, second] = core->host().router().ports().create();
  return {core->port_of(first), core->port_of(second)};
}

}  // namespace cation
