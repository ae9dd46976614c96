#pragma once

// What a window shows: a page that is loaded, told, asked, and that scripts are run in.
// https://www.electronjs.org/docs/latest/api/web-contents
//
// A handle: cheap to copy. It names the page of a window, and ends with the window: then reading
// gives nothing, and doing gives an Error (ERR_DESTROYED).

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cation/arguments.h"
#include "cation/completion.h"
#include "cation/ipc_main.h"
#include "cation/message_port.h"
#include "cation/result.h"
#include "cation/subscription.h"
#include "cation/task.h"
#include "cation/task_as.h"
#include "cation/web_frame.h"

namespace cation {

class BrowserWindow;
struct BrowserWindowOptions;
struct WebviewAttachment;

/// Why a page was not loaded, in Chromium's numbers and names, as Electron's users know them.
struct LoadFailure {
  int code = 0;
  std::string description;
  std::string url;
};

struct LoadOptions {
  std::string user_agent;
  /// "Name: value", one a line.
  std::string extra_headers;
};

struct LoadFileOptions {
  /// The names and values of the address's query, in their order.
  std::vector<std::pair<std::string, std::string>> query;
  /// The query as it is to be written, in place of `query`.
  std::string search;
  std::string hash;
};

/// A frame shows another document, or its document has another address.
struct FrameNavigation {
  std::string url;
  /// How the server has answered: 200 and "OK"; -1 and "" where no HTTP is spoken, and for iframes.
  int response_code = -1;
  std::string response_text;
  WebFrame frame;
};

/// A frame begins to show another document, or another address of its document.
struct NavigationStart {
  std::string url;
  bool is_same_document = false;
  WebFrame frame;
};

/// What a page writes to its console, and the errors that nobody catches there.
struct ConsoleMessage {
  /// "debug", "info", "warning", "error"
  std::string level;
  std::string message;
  int line_number = 0;
  std::string source_id;
  WebFrame frame;
};

/// A page opens a window: `window.open()`, or a link with a target.
struct WindowOpenDetails {
  std::string url;
  std::string frame_name;
  /// What the page has asked of the window: "width=300,height=200".
  std::string features;
  /// "foreground-tab", "background-tab", or "new-window" for one that is to be a window.
  std::string disposition;
};

/// `co_await` it to hear how a load went. One that nobody waits for goes on; a failure is told on
/// the standard error output too.
using Loading = Completion<Result<void>>;

/// A server or proxy wants a name and a password.
struct LoginDetails {
  std::string url;
  bool is_proxy = false;
  /// "basic", "digest", "ntlm", "negotiate"
  std::string scheme;
  std::string host;
  int port = 0;
  std::string realm;
};

struct LoginCredentials {
  std::string user;
  std::string password;
};

class [[gnu::visibility("default")]] WebContents {
 public:
  std::uint32_t id() const { return id_; }
  bool is_destroyed() const;
  /// Of a guest, the page that shows it in a `<webview>`; nothing for a window's page.
  std::optional<WebContents> host_web_contents() const;
  bool operator==(const WebContents& other) const { return id_ == other.id_; }

  /// Loads a page. An Error (ERR_FILE_NOT_FOUND and its like, as LoadFailure names them) where it
  /// cannot be loaded, and ERR_ABORTED when another load takes its place.
  Loading load_url(std::string_view url, const LoadOptions& options);
  // No default argument: g++ 12 frees that of an awaited call twice.
  Loading load_url(std::string_view url);
  /// Loads a file; a relative path starts at AppOptions::folder.
  Loading load_file(std::string_view path, const LoadFileOptions& options);
  Loading load_file(std::string_view path);
  void reload();
  /// Past the cache.
  void reload_ignoring_cache();
  void stop();
  void go_back();
  void go_forward();
  void open_dev_tools();
  void close_dev_tools();
  /// Ends the page's process, as if it had crashed.
  void forcefully_crash_renderer();

  std::string url() const;
  std::string title() const;
  bool is_loading() const;
  /// False where an iframe alone loads.
  bool is_loading_main_frame() const;
  bool is_crashed() const;
  /// Whether the page's process is in WebKit's sandbox; nothing where there is none yet, or the
  /// system does not say.
  std::optional<bool> is_sandboxed() const;
  bool is_dev_tools_opened() const;
  std::optional<BrowserWindow> owner_window() const;
  /// Of the document that is shown; see WebFrame.
  std::uint32_t process_id() const;
  std::int32_t os_process_id() const;

  /// Sends to the page's document; before there is one the message waits for it. An Error
  /// (ERR_LINK_FULL) where too much already waits, or for an argument that is too large.
  template <typename... T>
  Result<void> send(std::string_view channel, const T&... argument) const {
    return send_values(channel, call::to_arguments(argument...));
  }
  /// Sends one value, and hands on ports, to the page's document; before there is one the message
  /// waits for it: see MessagePort::post_message.
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
  /// Runs a script in the page, and gives what it gives; where that is a promise, what becomes of
  /// it. Waits for a load that is under way. An Error for what the script throws or rejects with,
  /// for a value that is no T, and when the document goes first.
  template <typename T = Value>
  Task<Result<T>> execute_javascript(std::string code) const {
    return task::as<T>(execute(*this, std::move(code)));
  }

  /// The same in another world: 0 is the page's, 999 the preload script's, any other number one of
  /// its own.
  template <typename T = Value>
  Task<Result<T>> execute_javascript_in_isolated_world(std::uint32_t world_id,
                                                       std::string code) const {
    return task::as<T>(execute(*this, std::move(code), world_id));
  }
  /// Adds a style sheet to the page's document, whatever its policy, and gives its key. Waits for a
  /// load that is under way.
  Task<Result<std::string>> insert_css(std::string css) const;
  Task<Result<void>> remove_inserted_css(std::string key) const;

  /// Handlers and listeners for this page alone.
  IpcMain ipc() const;
  /// The page's own frame; nothing once the page is gone.
  std::optional<WebFrame> main_frame() const;
  /// All frames of the page that show something now, the oldest document first.
  std::vector<WebFrame> frames() const;

  using Listener = std::function<void()>;
  using TextListener = std::function<void(const std::string&)>;
  Subscription on_did_start_loading(Listener listener);
  Subscription on_did_stop_loading(Listener listener);
  Subscription on_did_finish_load(Listener listener);
  Subscription on_did_fail_load(std::function<void(const LoadFailure&)> listener);
  Subscription on_dom_ready(Listener listener);
  /// With the address.
  Subscription on_did_navigate(TextListener listener);
  /// Of an iframe it is told with its document. A load that a server has sent elsewhere tells so.
  using StartListener = std::function<void(const NavigationStart&)>;
  Subscription on_did_start_navigation(StartListener listener);
  Subscription on_did_redirect_navigation(StartListener listener);
  using FrameListener = std::function<void(const FrameNavigation&)>;
  /// An iframe's documents too; and when an address changes within its document.
  Subscription on_did_frame_navigate(FrameListener listener);
  Subscription on_did_navigate_in_page(FrameListener listener);
  /// A frame has loaded its document and all that belongs to it.
  Subscription on_did_frame_finish_load(std::function<void(WebFrame)> listener);
  Subscription on_console_message(std::function<void(const ConsoleMessage&)> listener);
  /// Hears each message of the page before the listeners of its channel: those that are sent, and
  /// those of `sendSync`.
  using MessageListener =
      std::function<void(Event&, const std::string& channel, const Value& arguments)>;
  Subscription on_ipc_message(MessageListener listener);
  Subscription on_ipc_message_sync(MessageListener listener);
  /// With the title.
  Subscription on_page_title_updated(TextListener listener);
  /// With the reason: "crashed", "oom", "killed". A reload brings the page back.
  Subscription on_render_process_gone(TextListener listener);
  /// With the script's path and what it said; told on the standard error output where nobody
  /// listens.
  Subscription on_preload_error(
      std::function<void(const std::string& path, const std::string& message)> listener);
  /// The page's process does not answer for some seconds, and answers again.
  Subscription on_unresponsive(Listener listener);
  Subscription on_responsive(Listener listener);
  /// Has the last word on a window that the page opens: gives its options, or nothing, and the page
  /// gets none. The page waits for it. Where nobody is asked, windows open as their opener is
  /// trusted. A window ends with its opener, unless its options say otherwise; where they leave it
  /// 800 by 600, it has the size that the page has asked for.
  Subscription on_window_open(
      std::function<std::optional<BrowserWindowOptions>(const WindowOpenDetails&)> handler);
  /// The page, or a person in it, wants to go to another address: prevented, it stays. Not for what
  /// the app itself loads, and not for what stays in the document.
  Subscription on_will_navigate(std::function<void(Preventable&, const std::string& url)> listener);
  /// Gives a name and a password, or nothing: the page shows what the server says then, as where
  /// nobody is asked. The load waits for it.
  Subscription on_login(
      std::function<std::optional<LoginCredentials>(const LoginDetails&)> handler);
  /// A frame shows its first document, which takes messages from now on. It is told of once; see
  /// on_did_frame_navigate for the documents that follow.
  Subscription on_frame_created(std::function<void(WebFrame)> listener);
  /// The page wants to stay (`beforeunload`) where it is left, or its window closed. It is left all
  /// the same where a listener prevents that.
  Subscription on_will_prevent_unload(std::function<void(Preventable&)> listener);
  /// The page is about to show a guest in a `<webview>`: prevented, it shows none.
  Subscription on_will_attach_webview(
      std::function<void(Preventable&, WebviewAttachment&)> listener);
  /// It has got one, which loads its page from now on.
  Subscription on_did_attach_webview(std::function<void(WebContents)> listener);
  Subscription on_destroyed(Listener listener);

 private:
  friend class App;
  friend class BrowserWindow;
  friend class Event;
  friend class WebFrame;
  friend class api::Core;
  WebContents(std::weak_ptr<api::Core> core, std::uint32_t id) : core_(std::move(core)), id_(id) {}
  Result<void> send_values(std::string_view channel, const Value& arguments) const;
  Result<void> post(std::string_view channel, const Value& message,
                    std::vector<MessagePort>& ports) const;
  static Task<Result<Value>> execute(WebContents contents, std::string code,
                                     std::uint32_t world_id = 0);
  /// Waits for a load that is under way; false where the page is gone.
  static Task<bool> loaded(WebContents contents);
  void order(std::string_view word) const;

  std::weak_ptr<api::Core> core_;
  std::uint32_t id_;
};

}  // namespace cation
