#pragma once

// What is behind an App and its handles: the Host, the app's functions, and the Tasks that wait.
// Owned by the App; handles refer to it weakly. On the loop's thread.

#include <uv.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "api/listeners.h"
#include "api/post_box.h"
#include "api/quit_signals.h"
#include "api/tasks.h"
#include "cation/app.h"
#include "cation/completion.h"
#include "cation/message_port.h"
#include "clone/limits.h"
#include "main/event.h"
#include "main/host.h"

namespace cation::api {

class Core final : public main::Listener, public std::enable_shared_from_this<Core> {
 public:
  static Result<std::shared_ptr<Core>> start(AppOptions options);
  ~Core() override;
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  /// Ends everything; see ~App.
  void end();

  const AppOptions& options() const { return options_; }
  main::Host& host() { return *host_; }
  /// Of messages of pages, and for them.
  const clone::Limits& limits() const { return limits_; }
  uv_loop_t* loop() { return loop_; }
  bool is_running() const { return host_ != nullptr; }
  std::optional<int> exit_status() const { return exit_status_; }
  const std::shared_ptr<PostBox>& post_box() const { return post_box_; }
  /// Runs the loop until the app has exited.
  int run();
  /// An absolute path as it is; a relative one from the app's folder.
  std::string path_of(std::string_view path) const;

  // ---- the app's code ----

  /// Runs code of the app; what it throws is caught and told.
  void guard(const std::function<void()>& code);
  /// Wraps a listener of the app in `guard`.
  template <typename... A>
  std::function<void(A...)> guarded(std::function<void(A...)> listener) {
    return [weak = weak_from_this(), listener = std::move(listener)](A... argument) {
      if (auto core = weak.lock()) core->guard([&] { listener(argument...); });
    };
  }
  /// Runs code of the library's in the next turn, outside of whatever is under way now.
  void later(std::function<void()> code);
  /// Keeps a Task until it is done.
  void spawn(Task<> task);
  /// The app cannot go on: tells why, and exits with status 1.
  void fail_with(const Error& error);
  /// What was thrown goes to the listeners of uncaught errors, or ends the app.
  void uncaught(const Error& error);

  // ---- ipc ----

  Subscription listen(const ipc::Scope& scope, std::string_view channel, call::Function function,
                      bool once);
  void unlisten(const ipc::Scope& scope, std::string_view channel);
  void unlisten(const ipc::Scope& scope);
  Result<void> handle(const ipc::Scope& scope, std::string_view channel, call::Function function,
                      bool once);
  void unhandle(const ipc::Scope& scope, std::string_view channel);

  // ---- ports ----

  MessagePort port_of(ipc::PortId id);
  std::vector<MessagePort> ports_of(const std::vector<ipc::PortId>& ids);
  /// Closes a port that its owner has let go.
  void forget_port(ipc::PortId id);
  using PostWith =
      std::function<Result<void>(const ipc::Outgoing&, const std::vector<ipc::PortId>&)>;
  /// Posts a message by `send`, and with it ports, which their owner has no more then. `source`:
  /// the port that it goes through, or 0.
  Result<void> post(std::vector<MessagePort>& ports, ipc::PortId source, const Value& message,
                    const PostWith& send);

  // ---- what the handles ask ----

  main::BrowserWindow* window(std::uint32_t id) {
    return is_running() ? host_->window(id) : nullptr;
  }
  main::WebContents* contents(std::uint32_t id) {
    return is_running() ? host_->contents(id) : nullptr;
  }
  bool has_place(ipc::PlaceId place) { return is_running() && host_->router().has_place(place); }
  /// What is known of the document that a place shows; nothing where it shows none.
  std::optional<ipc::Frame> shown_in(ipc::PlaceId place);
  /// The frame that shows a document now.
  std::optional<WebFrame> frame_of(ipc::FrameKey document);
  /// Sends to a document; goes nowhere where it is gone.
  Result<void> send(ipc::FrameKey document, std::string_view channel, const Value& arguments);
  WebFrame frame_in(std::uint32_t contents, ipc::PlaceId place) {
    return {weak_from_this(), contents, static_cast<std::uint32_t>(place)};
  }

  /// Those that run on the pool now, to be asked to stop when the app ends.
  std::map<const void*, std::stop_source>& jobs() { return jobs_; }

  main::Event<const Error&> uncaught_error;
  main::Event<WebFrame> frame_created;
  /// What pages send, and what they send with `sendSync`, before its listeners hear it.
  using MessageEvent = main::Event<Event&, const std::string& /*channel*/, const Value&>;
  MessageEvent ipc_message;
  MessageEvent ipc_message_sync;
  /// The state of the menu that is shown.
  std::shared_ptr<void> menu;
  /// The same of a window that has one of its own, until it is closed.
  void keep_menu(std::uint32_t window, std::shared_ptr<void> state) {
    menus_.insert_or_assign(window, std::move(state));
  }

 private:
  explicit Core(AppOptions options);
  Result<void> begin();
  void subscribe();
  void watch(main::WebContents& contents);

  void on_send(const ipc::Frame& sender, std::string_view channel, ipc::Body arguments) override;
  void on_send_sync(const ipc::Frame& sender, std::string_view channel, ipc::Body arguments,
                    ipc::Reply reply) override;
  void on_invoke(const ipc::Frame& sender, ipc::HandlerId handler, std::string_view channel,
                 ipc::Body arguments, ipc::Reply reply) override;
  void on_post(const ipc::Frame& sender, std::string_view channel, ipc::Body message,
               std::vector<ipc::PortId> ports) override;
  void on_port_message(ipc::PortId port, ipc::Body message,
                       std::vector<ipc::PortId> ports) override;
  void on_port_closed(ipc::PortId port) override;
  void on_frame_detached(const ipc::Frame& frame);
  /// Lets go of what listens and answers where nobody will speak any more.
  void forget(const ipc::Scope& scope);

  /// The lists of listeners for a message, the nearest first.
  std::vector<std::shared_ptr<const ListenerList>> listeners_for(const ipc::Frame& sender,
                                                                 std::string_view channel) const;
  void deliver(const ipc::Frame& sender, std::string_view channel, const Value& arguments,
               Event& event, const std::vector<std::shared_ptr<const ListenerList>>& lists);
  void hear(Subscriber& listener, std::string_view channel, Event& event, const Value& arguments,
            ipc::FrameKey frame);
  Task<> finish_invoke(Tasks::Number number, std::string channel, Task<Result<Value>> task,
                       std::shared_ptr<ipc::Reply> reply);
  Task<> finish_listener(Tasks::Number number, std::string channel, Task<Result<Value>> task,
                         Event event);
  Task<> finish_spawned(Tasks::Number number, Task<> task);
  void finish(Tasks::Number number);
  void refused(std::string_view channel, const Event& event, const Error& error);
  /// A message could not be read: that is its renderer's end.
  void refuse(const ipc::Frame& sender, const Error& error);
  Event event_of(const ipc::Frame& sender);

  AppOptions options_;
  clone::Limits limits_;
  uv_loop_t own_loop_{};
  uv_loop_t* loop_ = nullptr;
  std::vector<Subscription> subscriptions_;
  std::map<ipc::ContentsId, std::vector<Subscription>> of_contents_;
  Listeners listeners_;
  std::map<ipc::HandlerId, std::shared_ptr<Handler>> handlers_;
  Tasks tasks_;
  bool sweeping_ = false;
  std::map<const void*, std::stop_source> jobs_;
  std::map<ipc::PortId, std::weak_ptr<PortState>> ports_;
  std::shared_ptr<PostBox> post_box_;
  std::optional<QuitSignals> quit_signals_;
  std::map<std::uint32_t, std::shared_ptr<void>> menus_;
  std::unique_ptr<main::Host> host_;
  bool is_in_run_ = false;
  std::optional<int> exit_status_;
};

/// The contents while they live; nullptr afterwards. `core` keeps them.
inline main::WebContents* contents_of(const std::shared_ptr<Core>& core, ipc::ContentsId id) {
  return core ? core->contents(id) : nullptr;
}

}  // namespace cation::api
