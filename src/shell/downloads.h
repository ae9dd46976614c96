#pragma once

#include <webkit2/webkit2.h>

#include "shell/engine.h"
#include "shell/open_dialogs.h"
#include "shell/windows.h"

namespace cation::shell {

/// What pages download: a person says where each goes, as in Electron where the app does not. The
/// engine would write into the home folder by itself.
class Downloads {
 public:
  /// All references outlive this.
  Downloads(Engine& engine, const Windows& windows, OpenDialogs& dialogs);

 private:
  void started(WebKitDownload* download);
  void ask(WebKitDownload* download, const char* name);

  const Windows& windows_;
  OpenDialogs& dialogs_;
};

}  // namespace cation::shell
