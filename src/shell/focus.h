#pragma once

#include <gtk/gtk.h>

namespace cation::shell {

/// Shows a top-level window so that it gets the keyboard, also where no window manager hands it
/// out.
void show_focused(GtkWindow* window);

}  // namespace cation::shell
