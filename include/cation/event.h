#pragma once

// What a listener or handler may be given before a page's arguments: who has sent.
// https://www.electronjs.org/docs/latest/api/structures/ipc-main-event
//
// It may be copied and kept; what it gives out says itself when it is gone.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cation/arguments.h"
#include "cation/message_port.h"
#include "cation/result.h"
#include "cation/value.h"

namespace cation {

class WebContents;
class WebFrame;

namespace ipc {
struct Frame;
}

namespace api {
class Core;
class SyncReply;
struct DialogOwner;
}  // namespace api

class [[gnu::visibility("default")]] Event {
 public:
  /// The page that has sent.
  WebContents sender() const;
  /// The frame that has sent; nothing once it shows another document, or is gone.
  std::optional<WebFrame> sender_frame() const;
  /// The very document that has sent: see WebFrame::process_id and WebFrame::routing_id.
  std::uint32_t process_id() const;
  std::uint32_t frame_id() const;
  /// The address of the document, and its origin ("null" where it has none to share), when it sent.
  std::string sender_url() const;
  std::string sender_origin() const;
  /// Whether these two are more than what the document's own process says: see
  /// WebFrame::is_verified.
  bool sender_verified() const;

  /// Sends to the very document that has sent. Goes nowhere when that was left; an Error
  /// (ERR_LINK_FULL) where too much already waits, or for an argument that is too large.
  template <typename... T>
  Result<void> reply(std::string_view channel, const T&... argument) const {
    return send(channel, call::to_arguments(argument...));
  }

  /// The ports that have come with the message: move them out to keep them. Those that nobody takes
  /// are closed with the last copy of the event.
  std::vector<MessagePort>& ports() const;

  /// Whether the page waits in `sendSync`.
  bool is_sync() const { return sync_ != nullptr; }
  /// Answers a page that waits in `sendSync`; the first answer counts. A listener that returns a
  /// value answers by that. When every copy of the event is gone and nobody has answered, the page
  /// gets an error. Does nothing for other messages.
  template <typename T>
  void return_value(const T& value) {
    answer(Value::from(value));
  }

 private:
  friend class api::Core;
  Event(std::weak_ptr<api::Core> core, std::shared_ptr<const ipc::Frame> frame)
      : core_(std::move(core)), frame_(std::move(frame)) {}
  Result<void> send(std::string_view channel, const Value& arguments) const;
  void answer(const Value& value);

  std::weak_ptr<api::Core> core_;
  std::shared_ptr<const ipc::Frame> frame_;
  std::shared_ptr<api::SyncReply> sync_;
  std::shared_ptr<std::vector<MessagePort>> ports_ = std::make_shared<std::vector<MessagePort>>();
};

}  // namespace cation
