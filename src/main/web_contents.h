#pragma once

// What a window shows: a page that is loaded, told, asked and run scripts in. Owned by its window;
// it ends with it. https://www.electronjs.org/docs/latest/api/web-contents

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cation/result.h"
#include "cation/value.h"
#include "ipc/router.h"
#include "main/event.h"

namespace cation::main {

class Host;
struct GuestRequest;

/// Why a page was not loaded, in Chromium's numbers and names, as Electron's users know them.
struct LoadFailure {
  int code = 0;
  std::string description;
  std::string url;
};

/// Why a page's process has ended: "crashed", "oom", "killed".
struct ProcessEnd {
  std::string reason;
  /// Of the shell's process, where the page has ended with it; the engine tells of no other.
  int exit_code = 0;
  /// Of one that main has ended, since it broke the protocol: how.
  std::string message = {};
};

/// A document of a page, and the place that shows it.
struct FrameId {
  bool main = false;
  ipc::FrameKey document;
  ipc::PlaceId place{};
};

/// A frame shows another document, or its document has another address.
struct FrameNavigation {
  std::string url;
  /// How the server has answered: 200 and "OK"; -1 and "" where no HTTP is spoken, and for iframes.
  int response_code = -1;
  std::string response_text;
  FrameId frame;
};

/// A frame begins to show another document, or another address of its document.
struct NavigationStart {
  std::string url;
  bool is_same_document = false;
  FrameId frame;
};

struct ConsoleMessage {
  std::string level;  // "debug", "info", "warning", "error"
  std::string text;
  int line = 0;
  std::string source;
  FrameId frame;
};

/// A page wants a window: `window.open()`, or a link with a target.
struct WindowRequest {
  /// Numbers it among those of its contents; part of the options of the window that answers it.
  std::uint32_t number = 0;
  std::string url;
  std::string frame_name;
  /// What the page has asked of the window, as it has written it: "width=300,height=200".
  std::string features;
  /// "foreground-tab", "background-tab", or "new-window" for one that is to be a window.
  std::string disposition;
};

/// A server or proxy wants a name and a password.
struct LoginRequest {
  /// Names it among those of its contents.
  std::uint32_t number = 0;
  std::string url;
  /// {isProxy, scheme, host, port, realm}
  Value facts;
};

/// A page, or a person in it, wants to leave what a frame shows for another document.
struct NavigationRequest {
  std::string url;
  /// Whether it is the page's own frame.
  bool main = false;
};

class WebContents {
 public:
  using Loaded = std::function<void(const LoadFailure* failure)>;

  WebContents(Host& host, ipc::ContentsId id);
  ~WebContents();
  WebContents(const WebContents&) = delete;
  WebContents& operator=(const WebContents&) = delete;

  ipc::ContentsId id() const { return id_; }
  const std::string& url() const { return url_; }
  /// The page's; its address where it has none.
  std::string title() const;
  /// How the server has answered: 200 and "OK", or -1 and "" where no HTTP is spoken.
  int response_code() const { return response_code_; }
  const std::string& response_text() const { return response_text_; }
  /// Whether it loads, an iframe alone too; whether its main frame does.
  bool is_loading() const { return loading_ || frames_loading_; }
  bool is_loading_main_frame() const { return loading_; }
  /// Whether its main frame waits for the first answer of a server.
  bool is_waiting() const { return loading_ && waiting_; }
  /// Where it is in its history, from 0, and how long that is.
  int history_index() const { return history_index_; }
  int history_length() const { return history_length_; }
  double zoom() const { return zoom_; }
  void set_zoom(double factor);
  bool is_audible() const { return audible_; }
  bool is_muted() const { return muted_; }
  void set_muted(bool muted);
  /// Empty: the engine's own. For loads to come.
  const std::string& user_agent() const { return user_agent_; }
  void set_user_agent(std::string user_agent);
  /// Whether its pages may open windows at all.
  void allow_windows(bool allow) { allows_windows_ = allow; }
  bool is_devtools_open() const { return devtools_open_; }
  bool is_crashed() const { return crashed_; }
  /// All of these that are told without asking anybody, by the names that scripts know them by.
  std::vector<Value::Member> facts() const;
  /// See main/app_files.h.
  const std::string& script_folder() const { return script_folder_; }
  /// As the shell has them; see main/web_preferences.h.
  const Value& preferences() const { return preferences_; }
  void set_preferences(Value preferences);

  /// Loads a page; `loaded` is called once, with a failure or nullptr. A later load ends an earlier
  /// one
  /// (-3, ERR_ABORTED). `options`: {userAgent, extraHeaders} or undefined.
  void load_url(std::string_view url, Value options, Loaded loaded);
  /// What the shell does by one word: reload, reload_from_origin, stop, go_back, go_forward,
  /// open_devtools, close_devtools, clear_history, crash.
  void order(std::string_view word);

  /// `arguments`: the clone of an array. See Router::send.
  Result<void> send(std::string_view channel, const ipc::Outgoing& arguments);
  /// Loads anew what a frame shows; false where it shows nothing.
  bool reload_frame(ipc::PlaceId place);
  /// Adds a style sheet to the page's document, whatever its policy; `done` gets its key, once.
  void insert_css(std::string_view css, std::function<void(Result<std::string>)> done);
  void remove_inserted_css(std::string_view key, std::function<void(Result<void>)> done);
  /// Has `console_message` emitted from now on: nobody looks through a console that nobody wants to
  /// hear.
  void watch_console();
  /// Has `will_navigate` emitted from now on.
  void watch_navigation();

  Event<> did_start_loading;
  Event<> did_stop_loading;
  Event<> did_finish_load;
  Event<const LoadFailure&> did_fail_load;
  Event<> dom_ready;
  Event<const std::string& /*url*/> did_navigate;
  /// Of an iframe it is told with its document: the engine tells of no earlier beginning.
  Event<const NavigationStart&> did_start_navigation;
  /// The server has sent a load of the main frame elsewhere.
  Event<const NavigationStart&> did_redirect_navigation;
  Event<const FrameNavigation&> did_navigate_in_page;
  Event<const FrameNavigation&> did_frame_navigate;
  Event<const FrameId&> did_frame_finish_load;
  Event<const ConsoleMessage&> console_message;
  Event<const std::string& /*title*/> page_title_updated;
  Event<const ProcessEnd&> render_process_gone;
  Event<const std::string& /*path*/, const std::string& /*message*/> preload_error;
  /// The page's process does not answer for some seconds, and answers again.
  Event<> unresponsive;
  Event<> responsive;
  Event<bool /*open*/> devtools_changed;
  /// The page waits for a listener to open a window with the option `opener`: {contents, number}.
  /// Where none does it gets none; where nobody listens it gets one by default.
  Event<const WindowRequest&> window_requested;
  /// The page waits; prevented, it stays. Not for what main itself asks for.
  Event<Preventable&, const NavigationRequest&> will_navigate;
  /// The load waits for `answer_login`. Where nobody listens the server is told that there are
  /// none.
  Event<const LoginRequest&> login;
  /// The page wants to stay where it is left, or its window closed: it is left where a listener
  /// prevents that.
  Event<Preventable&> will_prevent_unload;
  Event<> destroyed;
  /// What the shell tells of a page beside all this: history, zoom, found, favicon, audible,
  /// target_url, html_fullscreen, context_menu, close_requested; docs/protocol.md has the
  /// arguments.
  Event<std::string_view /*what*/, const Value& /*arguments*/> told;
  /// Its page is about to get a guest, and has got one.
  Event<GuestRequest&> will_attach_webview;
  Event<WebContents&> did_attach_webview;

  /// `credentials`: {user, password}, or null for none.
  void answer_login(std::uint32_t number, Value credentials);

  /// A request that still waits for its answer; it does not any more.
  std::optional<WindowRequest> take_request(std::uint32_t number);

  // What the shell and the renderers say of it; called by the Host.
  void on_shell(std::string_view what, const Value& arguments);
  /// Called before anybody is told of the document, and after.
  void before_frame_attached(const ipc::Frame& frame);
  void on_frame_attached(const ipc::Frame& frame);
  /// Runs `told`, a word of the shell about the page: now, or behind a commit whose document has
  /// not told of itself yet.
  void in_order(std::function<void()> told);
  void on_frame_event(const ipc::Frame& frame, std::string_view name, const Value& arguments);
  void set_title(std::string title);
  /// Its process has broken the protocol, and main does not hear it any more: it is ended.
  void on_broken(const std::string& why);

  // ---- when the shell was lost, and another has taken its place (main/host_restart.cpp) ----

  /// It has a view again, without a page.
  void on_view_made();
  /// All that waited for the last shell fails, and its listeners are told. They may end this.
  void on_shell_gone(int status);
  /// Loads what it has shown, unless its listeners have loaded something else by now.
  void load_again();

 private:
  /// What is to be loaded once more; nothing where nothing was.
  std::optional<std::pair<std::string, Value>> lost_page() const;
  void finish_load(std::uint32_t load, const LoadFailure* failure);
  void hear(std::string_view what, const Value& arguments);
  void commit(const Value& arguments);
  /// Whether `frame` is what the commit that waits is about.
  bool is_committed(const ipc::Frame& frame) const;
  void take_commit();
  /// Tells of the commit, and of what has waited for it.
  void tell_commit();
  /// Whether main has asked for another load since this one, which goes on.
  bool is_asked_since(std::uint32_t load) const;
  void stop_loading();
  /// Tells whether it loads, where that is not told yet.
  void tell_loading();
  void navigated_in_page(const std::string& url, const FrameId& frame);
  FrameId main_frame() const;
  void style(const std::string& script, std::function<void(Result<void>)> done);
  void answer(WindowRequest request);

  Host& host_;
  ipc::ContentsId id_;
  std::string url_;
  std::string title_;
  std::string script_folder_;
  Value preferences_;
  int response_code_ = -1;
  std::string response_text_;
  bool loading_ = false;
  bool frames_loading_ = false;
  /// What was told of that.
  bool told_loading_ = false;
  bool devtools_open_ = false;
  bool crashed_ = false;
  bool waiting_ = false;
  int history_index_ = 0;
  int history_length_ = 0;
  double zoom_ = 1;
  bool muted_ = false;
  bool audible_ = false;
  bool allows_windows_ = true;
  std::string user_agent_;
  bool broken_ = false;
  bool has_shown_ = false;
  /// The shell has told of it, and its document has not come yet.
  struct Commit {
    std::uint32_t load = 0;
    std::string url;
    int code = -1;
    std::string text;
    std::uint64_t page = 0;
    std::uint32_t document = 0;
    bool is_taken = false;
  };
  std::optional<Commit> commit_;
  /// What the shell has said since.
  std::deque<std::function<void()>> held_;
  bool console_watched_ = false;
  bool navigation_watched_ = false;
  /// How a script asks for the window that the shell is about to tell of.
  struct Opening {
    std::string frame_name;
    std::string features;
  };
  std::optional<Opening> opening_;
  std::uint32_t last_style_sheet_ = 0;
  std::uint32_t last_load_ = 0;
  // The last load that was asked for, and whether it is what is shown.
  std::string asked_url_;
  Value asked_options_;
  bool shows_asked_ = false;
  std::optional<std::pair<std::string, Value>> to_load_again_;
  std::map<std::uint32_t, Loaded> loads_;
  std::map<std::uint32_t, WindowRequest> requests_;
};

}  // namespace cation::main
