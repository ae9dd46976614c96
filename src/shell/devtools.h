#pragma once

#include <webkit2/webkit2.h>

#include <functional>

#include "shell/signals.h"

namespace cation::shell {

/// WebKit's inspector of one view.
class Devtools {
 public:
  /// Called when the inspector has opened (attached to the page or in a window of its own) or
  /// closed.
  using Changed = std::function<void(bool open)>;

  Devtools(WebKitWebView* view, Changed changed);
  void open();
  void close();
  void toggle();

 private:
  void set_open(bool open);

  WebKitWebView* view_;
  WebKitWebInspector* inspector_;
  Changed changed_;
  bool open_ = false;
  Signals signals_;
};

}  // namespace cation::shell
