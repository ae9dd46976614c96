#pragma once

// What is behind a MessagePort: the number that the Router has for it, who listens, and what waits
// for `receive`. Owned by the MessagePort; the Core refers to it weakly.

#include <deque>
#include <functional>
#include <memory>

#include "cation/completion.h"
#include "cation/message_port.h"
#include "ipc/ports.h"

namespace cation::api {

class PortState {
 public:
  PortState(std::weak_ptr<Core> core, ipc::PortId id) : core_(std::move(core)), id_(id) {}
  PortState(const PortState&) = delete;
  PortState& operator=(const PortState&) = delete;
  ~PortState();

  ipc::PortId id() const { return id_; }
  std::shared_ptr<Core> core() const { return core_.lock(); }
  /// It is the Router's no more, or another process's.
  void release() { id_ = 0; }

  /// Gives messages from now on.
  void start();
  void close();
  void set_listener(std::function<void(PortMessage)> listener);
  void set_close_listener(std::function<void()> listener) { on_close_ = std::move(listener); }
  std::optional<PortMessage> take();
  bool has_ended() const { return id_ == 0; }
  /// Completes with the next message, or the end.
  Completion<bool> news();

  void received(PortMessage message);
  /// The other end is closed.
  void ended();

 private:
  void tell();

  std::weak_ptr<Core> core_;
  ipc::PortId id_;
  std::function<void(PortMessage)> on_message_;
  std::function<void()> on_close_;
  std::deque<PortMessage> waiting_;
  std::optional<Completion<bool>> news_;
};

}  // namespace cation::api
