#pragma once

#include <webkit2/webkit2.h>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cation/result.h"
#include "cation/value.h"
#include "shell/devtools.h"
#include "shell/engine.h"
#include "shell/frame_loads.h"
#include "shell/glib_ptr.h"
#include "shell/ids.h"
#include "shell/latest.h"
#include "shell/leaving.h"
#include "shell/load_tracker.h"
#include "shell/logins.h"
#include "shell/main_link.h"
#include "shell/page_config.h"
#include "shell/script_dialogs.h"
#include "shell/signals.h"
#include "shell/tools/page_tools.h"

namespace cation::shell {

struct DialogRelease {
  void operator()(WebKitScriptDialog* dialog) const { webkit_script_dialog_unref(dialog); }
};
using DialogPtr = std::unique_ptr<WebKitScriptDialog, DialogRelease>;

/// A page wants a window: `window.open()`, or a link with a target.
struct OpenRequest {
  std::string url;
  std::string frame_name;
  /// As Electron names it: "foreground-tab", "background-tab", "new-window".
  std::string disposition;
};

/// What a window wants to hear of its page.
class ContentsOwner {
 public:
  virtual ~ContentsOwner() = default;
  /// The page has a new title, never an empty one.
  virtual void page_titled(const std::string& title) = 0;
  /// The page has called `window.close()`. Where it `agrees`, it has been asked whether it wants
  /// to.
  virtual void page_closes(bool agrees) = 0;
  /// The page opens a window: gives its view, or null where it may not. The page waits. What has
  /// asked may be gone when this returns.
  virtual WebKitWebView* page_opens(const OpenRequest& request) = 0;
  /// The page does nothing with a key that it was announced.
  virtual void page_leaves_key(std::uint32_t key) = 0;
  /// A word of the page that is none of these. False where it is nobody's.
  virtual bool page_says(std::string_view, GVariant*) { return false; }
};

/// One web view: loads, and tells main what comes of it; tells its page what scripts it gets; binds
/// its page to the web process that runs it.
class WebContents : private LoadListener {
 public:
  /// `preferences` is the `webPreferences` of docs/protocol.md. All references outlive this.
  /// `opener`: the view of the page that opens this one and may script it, or null.
  WebContents(ContentsId id, const Value& preferences, Engine& engine, SessionPtr session,
              MainLink& main, ContentsOwner& owner, WebKitWebView* opener);
  ~WebContents() override;
  WebContents(const WebContents&) = delete;
  WebContents& operator=(const WebContents&) = delete;

  ContentsId id() const { return id_; }
  WebKitWebView* view() const { return view_.get(); }
  /// Where its page keeps what it has. What its page opens is in the same one.
  const SessionPtr& session() const { return session_; }
  bool has_webview_tag() const { return preferences_.webview_tag; }
  Devtools& devtools() { return devtools_; }
  Logins& logins() { return logins_; }
  PageTools& tools() { return tools_; }
  /// The token of the web process that its page is in; empty where there is none, or none is known.
  const std::string& process() const { return bound_token_; }
  /// Whether a page has opened it, whose process it began in.
  bool was_opened() const { return was_opened_; }

  /// Options: `{userAgent?, extraHeaders?}`, headers as lines of "name: value".
  void load(LoadId load, const std::string& url, const Value& options);
  /// What its pages call the browser, where a load does not say otherwise; empty: its own name.
  void set_user_agent(const std::string& name);
  void reload();
  /// Past the cache.
  void reload_from_origin();
  void stop();
  void go_back();
  void go_forward();
  /// So many steps in the history; none is a reload. Beyond its ends nothing happens.
  void go_to(int offset);
  /// Ends the web process.
  void crash();
  /// Has its pages tell main what is written to their consoles, from now on.
  void watch_console();
  /// Has main asked, from now on, before a document is left for another by a page or a person.
  void guard_leaving();
  /// Main's answer to `contents.will_navigate`; a question that has ended is none.
  void answer_navigation(std::uint32_t number, bool allowed);
  /// Whether there is a page that would answer a key; else nobody does.
  bool takes_keys() const;
  /// Tells the page, ahead of a key that the view gets, that the menu would take it; 0: that it
  /// would not take the next.
  void announce_key(std::uint32_t key);
  /// Asks the page whether it may be closed. A page that `agrees` has been asked. `done` may end
  /// this, and is not called once this has ended, nor where main has the page stay.
  void ask_to_leave(bool agrees, Leaving::Done done);
  /// Main has heard that the page wants to stay, and has decided.
  void answer_objection(std::uint32_t number, bool leave);
  /// Its view was destroyed with its window, and its page is closed.
  void lose_view() { has_page_ = false; }
  /// It is about to be destroyed, and its page's scripts hear nothing of that.
  void discard();
  /// It ends with its window: main hears of the end of its page when that has had its last word.
  void close_gently() { is_closed_gently_ = true; }
  /// Ends the web process with this object, which is the last of the shell: a page that is busy
  /// would not see by itself that the shell has gone.
  void end_process();

 private:
  void load_started(LoadId load, const std::string& url) override;
  void load_committed(LoadId load, const std::string& url) override;
  void load_finished(LoadId load, const std::string& url) override;
  void load_failed(LoadId load, LoadError error, const std::string& url) override;
  void url_changed(const std::string& url) override;
  void load_lost(LoadId load, const std::string& url) override;
  void load_redirected();

  void use_agent(const std::string& name);
  void connect_signals();
  void connect_load_signals();
  bool decide(WebKitPolicyDecision* decision, WebKitPolicyDecisionType type);
  bool receive(WebKitUserMessage* message);
  bool show_dialog(WebKitScriptDialog* dialog);
  /// Runs a script of the shell's own in the page, as if a person had touched it.
  void touch(const std::string& script);
  /// Lets the page object to its leaving, though nobody has clicked it.
  void let_page_object();
  /// The page has objected to a navigation, and stays.
  void navigation_prevented();
  void engine_closes();
  void document_opened(std::uint32_t document, bool runs_scripts);
  /// Tells main of the commit that waits for its document, if one does.
  void tell_commit(std::uint32_t document);
  /// Puts an end to a process whose page runs no scripts: the engine would hand its sandbox on to
  /// the page that is about to be loaded.
  void leave_sandbox(const std::string& url);
  std::string origin() const;
  void titled(const std::string& title);
  void ask_about_leaving(WebKitScriptDialog* dialog, bool is_main_frame);
  void bind_page(const std::string& token, PageId page);
  void unbind_page();
  OpenRequest request_of(WebKitNavigationAction* action);
  /// What is told behind this comes after all changes of title and address by now.
  void tell_changes();
  void process_gone(WebKitWebProcessTerminationReason reason);
  void configure_page();
  /// The engine is about to be asked for a page.
  void begin_navigation(const std::string& url);
  /// What the page knows of its size by itself: menus change it too.
  void tell_zoom();
  std::string url() const;
  /// How the server has answered for the page that is shown: 200 and "OK", or -1 and "".
  std::pair<int, std::string> response() const;

  ContentsId id_;
  PagePreferences preferences_;
  Engine& engine_;
  MainLink& main_;
  ContentsOwner& owner_;
  SessionPtr session_;
  ObjectPtr<WebKitWebView> view_;
  Devtools devtools_;
  ScriptDialogs dialogs_;
  Logins logins_;
  PageTools tools_;
  LoadTracker loads_;
  FrameLoads frame_loads_;
  /// What main has asked for last, and its number.
  ObjectPtr<WebKitURIRequest> request_;
  LoadId requested_ = 0;
  std::string user_agent_;
  /// Whether the last navigation sends nothing, so that it may be made twice.
  bool only_gets_ = true;
  /// The last navigation that was allowed, and whether it is main's own.
  std::string navigates_to_;
  bool main_navigates_ = false;
  struct DialogRelease {
    void operator()(WebKitScriptDialog* dialog) const { webkit_script_dialog_unref(dialog); }
  };
  /// Waits for main to decide on the last navigation.
  std::unique_ptr<WebKitScriptDialog, DialogRelease> leaving_page_;
  std::uint32_t last_leaving_ = 0;
  bool has_page_ = false;
  bool has_dialogs_ = true;
  bool was_opened_ = false;
  /// Of links that are about to open a window, the oldest first.
  struct LinkTarget {
    std::string url;
    std::string name;
  };
  std::deque<LinkTarget> link_targets_;
  std::optional<PageId> bound_page_;
  std::string bound_token_;
  std::optional<Error> preload_error_;
  int preload_errors_ = 0;
  /// What the page has asked for last.
  double wanted_zoom_ = 0;
  Latest url_;
  Latest title_;
  /// Of the document that is shown, as it was told last.
  std::string last_title_;
  Latest close_;
  std::string opener_origin_;
  /// Main hears of a commit together with the document that it shows.
  struct Commit {
    LoadId load = 0;
    std::string url;
    int code = 0;
    std::string text;
  };
  std::optional<Commit> commit_;
  std::unique_ptr<Leaving> leaving_;
  bool asks_again_ = false;
  /// The page wants to stay, and main is asked.
  DialogPtr objection_;
  bool objects_to_closing_ = false;
  std::uint32_t last_objection_ = 0;
  bool is_closed_gently_ = false;
  /// Of the document that is shown.
  bool runs_scripts_ = true;
  bool is_leaving_sandbox_ = false;
  /// The address of the document that is shown, whatever is being loaded.
  std::string committed_url_;
  Signals signals_;
};

}  // namespace cation::shell
