#include "shell/focus.h"

#include <gdk/gdkx.h>

namespace cation::shell {
namespace {

bool has_window_manager(GdkScreen* screen) {
  return gdk_x11_screen_supports_net_wm_hint(screen,
                                             gdk_atom_intern_static_string("_NET_ACTIVE_WINDOW"));
}

void take_focus(GtkWidget* widget) {
  gdk_window_focus(gtk_widget_get_window(widget), GDK_CURRENT_TIME);
}

gboolean focus_once(GtkWidget* widget, GdkEvent*, gpointer) {
  g_signal_handlers_disconnect_by_func(widget, reinterpret_cast<gpointer>(&focus_once), nullptr);
  take_focus(widget);
  return FALSE;
}

}  // namespace

void show_focused(GtkWindow* window) {
  auto* widget = GTK_WIDGET(window);
  GdkScreen* screen = gtk_widget_get_screen(widget);
  const bool by_ourselves = GDK_IS_X11_SCREEN(screen) && !has_window_manager(screen);
  if (by_ourselves && !gtk_widget_get_mapped(widget)) {
    // The X server gives the keyboard to a window only once it can be seen.
    g_signal_connect(widget, "map-event", G_CALLBACK(&focus_once), nullptr);
  }
  gtk_window_present(window);
}

}  // namespace cation::shell
