#pragma once

#include <gtk/gtk.h>

namespace cation::shell {

/// Has a view that got the focus by Tab put it on the first, or last, thing in its page that may
/// have it: the engine does so at a key alone.
void press_tab(GtkWidget* view, bool forward);

}  // namespace cation::shell
