#include "shell/devtools.h"

#include <utility>

namespace cation::shell {

Devtools::Devtools(WebKitWebView* view, Changed changed)
    : view_(view), inspector_(webkit_web_view_get_inspector(view)), changed_(std::move(changed)) {
  auto* opened = +[](WebKitWebInspector*, gpointer self) -> gboolean {
    static_cast<Devtools*>(self)->set_open(true);
    return FALSE;  // WebKit shows it
  };
  signals_.connect(inspector_, "attach", opened, this);
  signals_.connect(inspector_, "open-window", opened, this);
  signals_.connect(
      inspector_, "closed",
      +[](WebKitWebInspector*, gpointer self) { static_cast<Devtools*>(self)->set_open(false); },
      this);
}

void Devtools::open() {
  if (webkit_settings_get_enable_developer_extras(webkit_web_view_get_settings(view_))) {
    webkit_web_inspector_show(inspector_);
  }
}

void Devtools::close() { webkit_web_inspector_close(inspector_); }

void Devtools::toggle() { open_ ? close() : open(); }

void Devtools::set_open(bool open) {
  if (std::exchange(open_, open) != open) changed_(open);
}

}  // namespace cation::shell
