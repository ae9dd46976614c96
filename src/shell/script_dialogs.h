#pragma once

#include <webkit2/webkit2.h>

#include <memory>

#include "shell/glib_ptr.h"

namespace cation::shell {

/// What a page's scripts ask a person (`alert`, `confirm`, `prompt`), in windows of the app. The
/// page waits, and no other does. One at a time: its process waits.
class ScriptDialogs {
 public:
  /// `view` outlives this.
  explicit ScriptDialogs(WebKitWebView* view) : view_(view) {}
  ~ScriptDialogs() { dismiss(); }
  ScriptDialogs(const ScriptDialogs&) = delete;
  ScriptDialogs& operator=(const ScriptDialogs&) = delete;

  void show(WebKitScriptDialog* dialog);
  /// The page that asks has gone.
  void dismiss();

 private:
  struct Release {
    void operator()(WebKitScriptDialog* dialog) const;
  };
  void responded(int response);

  WebKitWebView* view_;
  std::unique_ptr<WebKitScriptDialog, Release> asked_;
  ToplevelPtr window_;
  GtkEntry* entry_ = nullptr;  // of a prompt
};

}  // namespace cation::shell
