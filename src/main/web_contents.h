#pragma once

// What a window shows: a page that is loaded, told, asked and run scripts in. Owned by its window;
// it ends with it. https://www.electronjs.org/docs/latest/api/web-contents

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cation/result.h"
#include "cation/value.h"
#include "ipc/router.h"
#include "main/event.h"

namespace cation::main {

class Host;

/// Why a page was not loaded, in Chromium's numbers and names, as Electron's users know them.
struct LoadFailure {
  int code = 0;
  std::string description;
  std::string url;
};

/// A page wants a window: `window.open()`, or a link with a target.
struct WindowRequest {
  /// Numbers it among those of its contents; part of the options of the window that answers it.
  std::uint32_t number = 0;
  std::string url;
  std::string frame_name;
  /// "new-window", or "foreground-tab" for a link.
  std::string disposition;
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
  const std::string& title() const { return title_; }
  /// How the server has answered: 200 and "OK", or -1 and "" where no HTTP is spoken.
  int response_code() const { return response_code_; }
  const std::string& response_text() const { return response_text_; }
  bool is_loading() const { return loading_; }
  bool is_devtools_open() const { return devtools_open_; }
  bool is_crashed() const { return crashed_; }
  /// See main/app_files.h.
  const std::string& script_folder() const { return script_folder_; }
  void set_script_folder(std::string folder) { script_folder_ = std::move(folder); }

  /// Loads a page; `loaded` is called once, with a failure or nullptr. A later load ends an earlier
  /// one
  /// (-3, ERR_ABORTED). `options`: {userAgent, extraHeaders} or undefined.
  void load_url(std::string_view url, Value options, Loaded loaded);
  /// What the shell does by one word: reload, reload_from_origin, stop, go_back, go_forward,
  /// open_devtools, close_devtools, crash, watch_console.
  void order(std::string_view word);

  /// `arguments`: the clone of an array. See Router::send.
  Result<void> send(std::string_view channel, const ipc::Outgoing& arguments);
  /// See Router::execute.
  void execute(std::string_view world, ipc::Body arguments, ipc::ScriptDone done);

  Event<> did_start_loading;
  Event<> did_stop_loading;
  Event<> did_finish_load;
  Event<const LoadFailure&> did_fail_load;
  Event<> dom_ready;
  Event<const std::string& /*url*/> did_navigate;
  Event<const std::string& /*url*/> did_navigate_in_page;
  Event<const std::string& /*title*/> page_title_updated;
  Event<const std::string& /*reason*/> render_process_gone;
  Event<const std::string& /*path*/, const std::string& /*message*/> preload_error;
  /// The page's process does not answer for some seconds, and answers again.
  Event<> unresponsive;
  Event<> responsive;
  Event<bool /*open*/> devtools_changed;
  /// The page waits for a listener to open a window with the option `opener`: {contents, number}.
  /// Where none does it gets none; where nobody listens it gets one by default.
  Event<const WindowRequest&> window_requested;
  Event<> destroyed;

  /// Whether a request still waits for its answer; it does not any more.
  bool take_request(std::uint32_t number) { return requests_.erase(number) != 0; }

  // What the shell and the renderers say of it; called by the Host.
  void on_shell(std::string_view what, const Value& arguments);
  void on_frame_event(const ipc::Frame& frame, std::string_view name);
  void set_title(std::string title);

 private:
  void finish_load(std::uint32_t load, const LoadFailure* failure);
  void stop_loading();
  void answer(const WindowRequest& request);

  Host& host_;
  ipc::ContentsId id_;
  std::string url_;
  std::string title_;
  std::string script_folder_;
  int response_code_ = -1;
  std::string response_text_;
  bool loading_ = false;
  bool devtools_open_ = false;
  bool crashed_ = false;
  std::uint32_t last_load_ = 0;
  std::map<std::uint32_t, Loaded> loads_;
  std::set<std::uint32_t> requests_;
};

}  // namespace cation::main
