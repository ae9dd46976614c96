#pragma once

#include <webkit2/webkit2.h>

#include "cation/value.h"

namespace cation::shell {

/// What lies under the pointer where a person asks for a menu, by the names that Electron's
/// `context-menu` has for it; what the engine does not tell is left out. Addresses and texts are a
/// page's, and cut.
Value context_menu_of(WebKitWebView* view, GdkEvent* event, WebKitHitTestResult* hit);

}  // namespace cation::shell
