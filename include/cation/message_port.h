#pragma once

// Channels of their own between main and a page, or two pages: what is posted into one port comes
// out of the other, in order, wherever either is handed on to.
// https://www.electronjs.org/docs/latest/tutorial/message-ports
//
//   auto [near, far] = MessageChannel::create(app);
//   page.post_message("port", "here it is", far);        // the page gets it in event.ports
//   while (auto message = co_await near.receive()) …     // until the page closes it, or is gone
//
// A page's ports arrive in Event::ports. A port has one owner, and is closed with it; what was
// posted before still arrives. On the loop's thread.

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "cation/result.h"
#include "cation/task.h"
#include "cation/value.h"

namespace cation {

class App;
struct PortMessage;

namespace api {
class Core;
class PortState;
}  // namespace api

class [[gnu::visibility("default")]] MessagePort {
 public:
  MessagePort(MessagePort&&) noexcept;
  MessagePort& operator=(MessagePort&&) noexcept;
  ~MessagePort();

  /// Whether it is a port no more: closed from either side, handed on, or moved from.
  bool is_closed() const;

  /// Posts a value, and hands on the ports that go with it. Does nothing where this one is closed:
  /// the ports are closed then. An Error where the message is not taken: ERR_PORT_FULL and
  /// ERR_LINK_FULL for too much that waits, ERR_PORT for a port that cannot be handed on; the ports
  /// stay then.
  template <typename T>
  Result<void> post_message(const T& message) {
    std::vector<MessagePort> none;
    return post(Value::from(message), none);
  }
  template <typename T>
  Result<void> post_message(const T& message, MessagePort& port) {
    return with(port, [&](auto& ports) { return post(Value::from(message), ports); });
  }
  template <typename T>
  Result<void> post_message(const T& message, std::vector<MessagePort>& ports) {
    return post(Value::from(message), ports);
  }

  /// Waits for the next message; nothing when the channel has ended. By one coroutine at a time.
  Task<std::optional<PortMessage>> receive();
  /// Or calls for each message, with those that wait first. Replaces the one before.
  void on_message(std::function<void(PortMessage)> listener);
  /// Calls when the other end is closed or gone, and all that it sent was given.
  void on_close(std::function<void()> listener);
  /// Ends the channel. Nothing is received any more.
  void close();

 private:
  friend class Event;
  friend class WebContents;
  friend class WebFrame;
  friend class api::Core;
  friend struct MessageChannel;
  explicit MessagePort(std::shared_ptr<api::PortState> state);
  /// Hands one port to what takes a list; it stays where that is an Error.
  template <typename Post>
  static Result<void> with(MessagePort& port, Post post) {
    std::vector<MessagePort> ports;
    ports.push_back(std::move(port));
    Result<void> posted = post(ports);
    if (!posted) port = std::move(ports.front());
    return posted;
  }
  Result<void> post(const Value& message, std::vector<MessagePort>& ports);
  static Task<std::optional<PortMessage>> next(std::shared_ptr<api::PortState> state);

  std::shared_ptr<api::PortState> state_;
};

struct PortMessage {
  Value data;
  std::vector<MessagePort> ports;
};

struct [[gnu::visibility("default")]] MessageChannel {
  MessagePort port1;
  MessagePort port2;

  /// Both ports of an app that has ended are closed.
  static MessageChannel create(App& app);
};

}  // namespace cation
