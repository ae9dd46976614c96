#pragma once

// What a window shows: a page that is loaded, told, asked and run scripts in. Owned by its window;
// it ends with it. https://www.electronjs.org/docs/latest/api/web-contents

#include <cstdint>
#include <functional>
#include <map>
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
  /// What the shell does by one word: reload, stop, go_back, go_forward, open_devtools,
  /// close_devtools, crash.
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
  Event<bool /*open*/> devtools_changed;
  Event<> destroyed;

  // What the shell and the renderers say of it; called by the Host.
  void on_shell(std::string_view what, const Value& arguments);
  void on_frame_event(const ipc::Frame& frame, std::string_view name);
  void set_title(std::string title);

 private:
  void finish_load(std::uint32_t load, const LoadFailure* failure);
  void stop_loading();

  Host& host_;
  ipc::ContentsId id_;
  std::string url_;
  std::string title_;
  std::string script_folder_;
  bool loading_ = false;
  bool devtools_open_ = false;
  bool crashed_ = false;
  std::uint32_t last_load_ = 0;
  std::map<std::uint32_t, Loaded> loads_;
};

}  // namespace cation::main
