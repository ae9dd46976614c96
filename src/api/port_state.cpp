#include "api/port_state.h"

#include "api/core.h"

namespace cation::api {

PortState::~PortState() { close(); }

void PortState::start() {
  auto core = core_.lock();
  if (core && core->is_running() && id_ != 0) core->host().router().ports().start(id_);
}

void PortState::close() {
  const ipc::PortId id = std::exchange(id_, 0);
  auto core = core_.lock();
  if (core && core->is_running() && id != 0) core->forget_port(id);
  tell();
}

void PortState::set_listener(std::function<void(PortMessage)> listener) {
  on_message_ = std::move(listener);
  start();
  while (on_message_ && !waiting_.empty()) {
    PortMessage message = std::move(waiting_.front());
    waiting_.pop_front();
    received(std::move(message));
  }
}

void PortState::received(PortMessage message) {
  if (on_message_) {
    // Kept: it may replace itself.
    const auto listener = on_message_;
    if (auto core = core_.lock()) core->guard([&] { listener(std::move(message)); });
    return;
  }
  waiting_.push_back(std::move(message));
  tell();
}

void PortState::ended() {
  id_ = 0;
  tell();
  const auto listener = on_close_;
  auto core = core_.lock();
  if (listener && core) core->guard(listener);
}

std::optional<PortMessage> PortState::take() {
  if (waiting_.empty()) return std::nullopt;
  PortMessage message = std::move(waiting_.front());
  waiting_.pop_front();
  return message;
}

Completion<bool> PortState::news() {
  news_.emplace();
  return *news_;
}

void PortState::tell() {
  if (auto news = std::exchange(news_, std::nullopt)) news->complete(true);
}

}  // namespace cation::api
