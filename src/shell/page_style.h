#pragma once

#include <webkit2/webkit2.h>

#include "cation/value.h"
#include "shell/glib_ptr.h"

namespace cation::shell {

/// What a view's pages look like before they say anything, for `webPreferences`: `<webview>` is a
/// box where it is an element.
ObjectPtr<WebKitUserContentManager> make_page_style(const Value& preferences);

}  // namespace cation::shell
