#pragma once

// The main process: its loop, its shell, its renderers, and the objects of the app. There is one in
// a process; it must outlive whatever it hands out. All of it runs on the loop's thread.

#include <uv.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cation/result.h"
#include "ipc/router.h"
#include "main/app.h"
#include "main/browser_window.h"
#include "main/event.h"
#include "main/guests.h"
#include "main/loop.h"
#include "main/menu.h"
#include "main/private_folder.h"
#include "main/renderer_loop.h"
#include "main/restart_limit.h"
#include "main/sandbox_guard.h"
#include "main/shell.h"

namespace cation::main {

/// Who gets the pages' messages: the language that the app is written in.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void on_send(const ipc::Frame& sender, std::string_view channel, ipc::Body arguments) = 0;
  virtual void on_send_sync(const ipc::Frame& sender, std::string_view channel, ipc::Body arguments,
                            ipc::Reply reply) = 0;
  virtual void on_invoke(const ipc::Frame& sender, ipc::HandlerId handler, std::string_view channel,
                         ipc::Body arguments, ipc::Reply reply) = 0;
  /// What the Router says of messages with ports.
  virtual void on_post(const ipc::Frame& sender, std::string_view channel, ipc::Body message,
                       std::vector<ipc::PortId> ports) = 0;
  virtual void on_port_message(ipc::PortId port, ipc::Body message,
                               std::vector<ipc::PortId> ports) = 0;
  virtual void on_port_closed(ipc::PortId port) = 0;
};

class Host final : private ipc::Delegate {
 public:
  struct Options {
    uv_loop_t* loop = nullptr;
    /// The folder with `cation-shell` and `renderer/`.
    std::string folder;
    std::string app_name;
    /// Where the app's files lie: what preload scripts may require.
    std::string app_folder = {};
    /// What pages see in `process.versions`, as "name=version".
    std::vector<std::string> versions;
    /// Pages whose process is in no sandbox end at once.
    bool require_sandbox = false;
    /// How many objects a message makes at most, where that is more than the default.
    std::uint64_t message_objects = 0;
  };

  /// Starts the shell; the app becomes ready a moment later. `listener` must outlive the Host.
  static Result<std::unique_ptr<Host>> start(const Options& options, Listener& listener);
  ~Host() override;
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  App& app() { return app_; }
  ipc::Router& router() { return router_; }
  Shell& shell() { return *shell_; }
  /// False while one that was lost is replaced.
  bool has_shell() const { return shell_ != nullptr; }
  Menu& menu() { return menu_; }
  const std::string& app_name() const { return app_name_; }
  const std::string& app_folder() const { return app_folder_; }
  /// For windows to come; the shell keeps the name that it was started with.
  void set_app_name(std::string name) { app_name_ = std::move(name); }

  BrowserWindow& create_window(const Value& options);
  /// nullptr for one that is closed.
  BrowserWindow* window(WindowId id);
  WebContents* contents(ipc::ContentsId id);
  std::vector<WindowId> windows() const;
  /// Whether the process of the document that it shows is in WebKit's sandbox; nothing where it
  /// shows none, or the system does not say.
  std::optional<bool> is_sandboxed(const WebContents& contents) const;
  /// Called by a window that goes.
  void remove_window(WindowId id);
  Guests& guests() { return guests_; }
  /// The window that shows a contents; nullptr where there is none.
  BrowserWindow* window_of(ipc::ContentsId id);
  /// Of windows and guests alike.
  ipc::ContentsId new_contents_id() { return ++last_window_; }
  /// Destroys the windows that end with a window, or with a guest. Gives whether there was one.
  bool close_opened_by(ipc::ContentsId id);

  Event<BrowserWindow&> window_created;
  Event<Guest&> guest_created;
  /// A document was opened, and one has gone; the Router knows it no more.
  Event<const ipc::Frame&> frame_attached;
  Event<const ipc::Frame&> frame_detached;
  /// What an open document says of itself: "dom-ready", "load", "url" [url], and where somebody has
  /// ordered `watch_console` "console" [level, text, line, source].
  Event<const ipc::Frame&, std::string_view /*name*/, const Value& /*arguments*/> frame_event;
  /// No document will be shown in this place any more.
  Event<ipc::PlaceId> place_ended;
  /// The engine's and toolkit's versions: {webkit, gtk}. Told once, before the app is ready.
  const Value& versions() const { return versions_; }

  /// Runs in the next turn of the loop.
  void later(std::function<void()> task) { later_.post(std::move(task)); }
  /// Ends the shell, and calls when it has gone; it is killed when it has not within a second.
  void shut_down(std::function<void()> done);
  /// Removes the socket's folder now, where the process ends without shutting down.
  void abandon() { folder_.remove(); }
  /// Sends all that was posted. It happens by itself in each turn of the loop.
  void flush();

 private:
  Host(const Options& options, Listener& listener, PrivateFolder folder);
  /// Starts a shell, and listens for its renderers.
  Result<void> start_shell();
  /// A page is shown by a process that has the link `token`.
  void bind_page(ipc::ContentsId contents, std::uint64_t page, const std::string& token);
  void on_shell(std::string_view channel, const Value& arguments);
  void on_shell_window(std::string_view what, const Value& arguments);
  void on_shell_ended(int status);
  Result<void> restart_shell();
  void reopen_windows(int status);
  void give_up(const Error& error);

  void on_send(const ipc::Frame& sender, std::string_view channel, ipc::Body arguments) override;
  void on_send_sync(const ipc::Frame& sender, std::string_view channel, ipc::Body arguments,
                    ipc::Reply reply) override;
  void on_invoke(const ipc::Frame& sender, ipc::HandlerId handler, std::string_view channel,
                 ipc::Body arguments, ipc::Reply reply) override;
  /// The page that a document is of, where the document has a preload script or nodeIntegration;
  /// else null. In a page that has them both are for its main frame alone, unless the app says
  /// otherwise (nodeIntegrationInSubFrames).
  const WebContents* with_preload(const ipc::Frame& sender);
  void on_read_file(const ipc::Frame& sender, std::string_view path, ipc::Reply reply) override;
  void on_read_environment(const ipc::Frame& sender, ipc::Reply reply) override;
  void on_guest(const ipc::Frame& sender, std::string_view word, ipc::Body arguments,
                std::optional<ipc::Reply> reply) override {
    guests_.on_word(sender, word, arguments, std::move(reply));
  }
  void on_to_guest(const ipc::Frame& sender, ipc::ContentsId guest, std::string_view channel,
                   ipc::Body arguments) override {
    guests_.on_to_guest(sender, guest, channel, arguments);
  }
  void on_to_host(const ipc::Frame& sender, std::string_view channel,
                  ipc::Body arguments) override {
    guests_.on_to_host(sender, channel, arguments);
  }
  void on_post(const ipc::Frame& sender, std::string_view channel, ipc::Body message,
               std::vector<ipc::PortId> ports) override {
    listener_.on_post(sender, channel, message, std::move(ports));
  }
  void on_port_message(ipc::PortId port, ipc::Body message,
                       std::vector<ipc::PortId> ports) override {
    listener_.on_port_message(port, message, std::move(ports));
  }
  void on_port_closed(ipc::PortId port) override { listener_.on_port_closed(port); }
  void on_ports_due() override {
    later_.post([this] { router_.ports().deliver(); });
  }
  void on_frame_attached(const ipc::Frame& frame) override;
  void on_frame_detached(const ipc::Frame& frame) override {
    frame_detached.emit(frame);
    guests_.on_frame_detached(frame);
  }
  void on_place_ended(ipc::PlaceId place) override { place_ended.emit(place); }
  void on_frame_event(const ipc::Frame& frame, std::string_view name,
                      const Value& arguments) override;
  void on_resumed(ipc::RendererId renderer) override { renderers_.on_resumed(renderer); }
  void on_broken(ipc::RendererId renderer, const std::string& why,
                 const std::vector<ipc::ContentsId>& contents) override;
  void on_closed(ipc::RendererId renderer) override { renderers_.on_closed(renderer); }

  const Options options_;
  uv_loop_t* loop_;
  Listener& listener_;
  std::string app_name_;
  std::string app_folder_;
  PrivateFolder folder_;
  ipc::Router router_;
  App app_;
  Menu menu_;
  Later later_;
  SandboxGuard guard_;
  RendererLoop renderers_;
  BeforeWaiting before_waiting_;
  std::unique_ptr<Shell> shell_;
  std::map<WindowId, std::unique_ptr<BrowserWindow>> windows_;
  Guests guests_{*this};
  WindowId last_window_ = 0;
  Value versions_;
  bool shell_is_ready_ = false;
  bool shell_ended_ = false;
  // One that a page ends again and again is not worth a fourth try.
  RestartLimit restarts_{3, 60'000};
  std::function<void()> shut_down_;
};

}  // namespace cation::main
