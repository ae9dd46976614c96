#pragma once

// One document in a page: the page's own, or that of an iframe with a preload script
// (`node_integration_in_sub_frames`). It ends when its place shows another document.
// https://www.electronjs.org/docs/latest/api/web-frame-main
//
// A handle: cheap to copy. Once the document is gone it answers with nothing, and says so where
// something was to be done.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cation/arguments.h"
#include "cation/ipc_main.h"
#include "cation/message_port.h"
#include "cation/result.h"
#include "cation/task.h"
#include "cation/task_as.h"

namespace cation {

class WebContents;

class [[gnu::visibility("default")]] WebFrame {
 public:
  bool is_destroyed() const;
  /// Whether it is the page's own document.
  bool is_main() const;
  std::string url() const;
  /// As RFC 6454 writes it; "null" where the document has none to share.
  std::string origin() const;
  std::string name() const;
  /// The document that this one is embedded in.
  std::optional<WebFrame> parent() const;
  /// The documents that are embedded in this one.
  std::vector<WebFrame> frames() const;
  /// The place that shows it, which keeps its number when it shows the next document; 0 for a
  /// document that is gone.
  std::uint32_t frame_tree_node_id() const;
  /// The process that runs it, as the system numbers it; 0 for a document that is gone.
  std::int32_t os_process_id() const;
  WebContents contents() const;
  /// What tells two documents apart: the renderer's connection, and a number that it never gives
  /// again.
  std::uint32_t process_id() const { return renderer_; }
  std::uint32_t frame_id() const { return frame_; }
  bool operator==(const WebFrame& other) const {
    return renderer_ == other.renderer_ && frame_ == other.frame_;
  }

  /// Sends to this document. Goes nowhere when it is gone; an Error (ERR_LINK_FULL) where too much
  /// already waits, or for an argument that is too large.
  template <typename... T>
  Result<void> send(std::string_view channel, const T&... argument) const {
    return send_values(channel, call::to_arguments(argument...));
  }
  /// Sends one value, and hands on ports, to this document: see
  /// MessagePort::post_message.
  template <typename T>
  Result<void> post_message(std::string_view channel, const T& message) const {
    std::vector<MessagePort> none;
    return post(channel, Value::from(message), none);
  }
  template <typename T>
  Result<void> post_message(std::string_view channel, const T& message, MessagePort& port) const {
    return MessagePort::with(
        port, [&](auto& ports) { return post(channel, Value::from(message), ports); });
  }
  template <typename T>
  Result<void> post_message(std::string_view channel, const T& message,
                            std::vector<MessagePort>& ports) const {
    return post(channel, Value::from(message), ports);
  }
  /// Runs a script in the document; see WebContents::execute_javascript, which waits besides.
  template <typename T = Value>
  Task<Result<T>> execute_javascript(std::string code) const {
    return task::as<T>(execute(*this, std::move(code)));
  }
  /// Handlers and listeners for this document alone; they end with it.
  IpcMain ipc() const;

 private:
  friend class Event;
  friend class WebContents;
  friend class api::Core;
  WebFrame(std::weak_ptr<api::Core> core, std::uint32_t contents, std::uint32_t renderer,
           std::uint32_t frame)
      : core_(std::move(core)), contents_(contents), renderer_(renderer), frame_(frame) {}
  Result<void> send_values(std::string_view channel, const Value& arguments) const;
  Result<void> post(std::string_view channel, const Value& message,
                    std::vector<MessagePort>& ports) const;
  static Task<Result<Value>> execute(WebFrame frame, std::string code);

  std::weak_ptr<api::Core> core_;
  std::uint32_t contents_;
  std::uint32_t renderer_;
  std::uint32_t frame_;
};

}  // namespace cation
