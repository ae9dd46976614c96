#pragma once

#include <webkit2/webkit2.h>

#include <functional>
#include <string>

#include "cation/value.h"
#include "shell/ids.h"
#include "shell/latest.h"
#include "shell/main_link.h"
#include "shell/signals.h"
#include "shell/tools/finder.h"
#include "shell/tools/history.h"

namespace cation::shell {

/// What an app does with a page that is shown, and hears of it, beside its loads: history, zoom,
/// search, editing, sound. Words of docs/protocol.md, each bounded: the page decides how often.
class PageTools {
 public:
  /// Both outlive this.
  PageTools(ContentsId id, WebKitWebView* view, MainLink& main);

  History& history() { return history_; }
  Finder& finder() { return finder_; }

  /// An editing command of the engine, such as "Undo", at what has the focus in the page.
  void edit(const std::string& command);
  void insert_text(const std::string& text);
  /// 1 is the page's own size; a number that is none changes nothing.
  void set_zoom(double factor);
  void set_muted(bool muted);
  /// A person is asked where it goes.
  void download(const std::string& url);

  /// The page has told which icons it names.
  void tell_icons(GVariant* addresses);
  /// What is told behind this comes after all changes by now.
  void tell_changes() { history_.tell(); }
  /// The page's process has gone.
  void process_gone();

 private:
  void connect_signals();
  void points_at(WebKitHitTestResult* hit);

  ContentsId id_;
  WebKitWebView* view_;
  MainLink& main_;
  History history_;
  Finder finder_;
  Latest zoom_;
  Latest target_;
  std::string last_target_;
  Latest sound_;
  Signals signals_;
};

}  // namespace cation::shell
