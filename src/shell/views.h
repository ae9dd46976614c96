#pragma once

#include <webkit2/webkit2.h>

#include "shell/glib_ptr.h"

namespace cation::shell {

/// Takes a view that was just made. The engine puts a GtkTextView into each, for its key bindings,
/// and leaves it behind with the 20 KB that it has (seen in WebKit 2.50.6): here it goes with its
/// view.
ObjectPtr<WebKitWebView> own_view(gpointer made);

}  // namespace cation::shell
