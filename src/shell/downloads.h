#pragma once

#include <webkit2/webkit2.h>

#include "shell/open_dialogs.h"
#include "shell/signals.h"
#include "shell/windows.h"

namespace cation::shell {

/// What pages download: a person says where each goes, as in Electron where the app does not. The
/// engine would write into the home folder by itself.
class Downloads {
 public:
  /// All references outlive this.
  Downloads(WebKitWebContext* context, const Windows& windows, OpenDialogs& dialogs);

 private:
  void started(WebKitDownload* download);
  void ask(WebKitDownload* download, const char* name);

  const Windows& windows_;
  OpenDialogs& dialogs_;
  Signals signals_;
};

}  // namespace cation::shell
