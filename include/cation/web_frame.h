#pragma once

// A frame of a page: a place that shows one document after another, the page's own or an iframe's.
// What is said and asked of it goes to the document that it shows at that moment, and never to the
// next one. https://www.electronjs.org/docs/latest/api/web-frame-main
//
// A handle: cheap to copy. Once the frame is gone it answers with nothing, and gives an Error
// (ERR_DESTROYED) where something was to be done. Before its first document, and between two of
// them, it has no address, and messages go nowhere.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cation/arguments.h"
#include "cation/ipc_main.h"
#include "cation/message_port.h"
#include "cation/result.h"
#include "cation/subscription.h"
#include "cation/task.h"
#include "cation/task_as.h"

namespace cation {

class App;
class WebContents;

class [[gnu::visibility("default")]] WebFrame {
 public:
  /// The frame that shows a document now; nothing where that is gone.
  static std::optional<WebFrame> from_id(App& app, std::uint32_t process_id,
                                         std::uint32_t routing_id);
  static std::optional<WebFrame> from_frame_token(App& app, std::uint32_t process_id,
                                                  std::string_view frame_token);

  /// Whether nothing will be shown there any more.
  bool is_destroyed() const;
  /// Whether it shows the page's own documents.
  bool is_main() const;
  std::string url() const;
  /// As RFC 6454 writes it; "null" where the document has none to share.
  std::string origin() const;
  /// Whether address and origin are more than what the frame's own process says: those of a page's
  /// own frame. An iframe's are its renderer's word, and a process that was broken into may lie.
  bool is_verified() const { return is_main(); }
  std::string name() const;
  /// The page's own frame.
  std::optional<WebFrame> top() const;
  /// The frame that this one is embedded in.
  std::optional<WebFrame> parent() const;
  /// The frames that are embedded in its document.
  std::vector<WebFrame> frames() const;
  /// Itself, and all that is embedded in it, however deep.
  std::vector<WebFrame> frames_in_subtree() const;
  /// Its number, which no other frame gets.
  std::uint32_t frame_tree_node_id() const { return place_; }
  /// "visible" where a person could see it, else "hidden".
  std::string visibility_state() const;
  WebContents contents() const;
  bool operator==(const WebFrame& other) const { return place_ == other.place_; }

  /// The document that it shows: the renderer's connection, and a number that it never gives again.
  /// Where it shows none the number is 0, and a page's own frame has its process already, if there
  /// is one. The token is another word for the number; a frame that shows nothing has one of its
  /// own.
  std::uint32_t process_id() const;
  std::uint32_t routing_id() const;
  std::string frame_token() const;
  /// The process that runs it, as the system numbers it; 0 where there is none.
  std::int32_t os_process_id() const;

  /// Loads what it shows anew; false where there is nothing to load.
  bool reload();

  /// Sends to the document that it shows now. An Error (ERR_LINK_FULL) where too much already
  /// waits, or for an argument that is too large.
  template <typename... T>
  Result<void> send(std::string_view channel, const T&... argument) const {
    return send_values(channel, call::to_arguments(argument...));
  }
  /// Sends one value, and hands on ports, to the document that it shows now: see
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
  /// Handlers and listeners for this frame alone; they stay when it shows another document, and end
  /// with it.
  IpcMain ipc() const;

  /// Its document has been read, and its scripts have run.
  Subscription on_dom_ready(std::function<void()> listener);

 private:
  friend class Event;
  friend class WebContents;
  friend class api::Core;
  WebFrame(std::weak_ptr<api::Core> core, std::uint32_t contents, std::uint32_t place)
      : core_(std::move(core)), contents_(contents), place_(place) {}
  Result<void> send_values(std::string_view channel, const Value& arguments) const;
  Result<void> post(std::string_view channel, const Value& message,
                    std::vector<MessagePort>& ports) const;
  static Task<Result<Value>> execute(WebFrame frame, std::string code);

  std::weak_ptr<api::Core> core_;
  std::uint32_t contents_;
  std::uint32_t place_;
};

}  // namespace cation
