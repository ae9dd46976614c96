#include "shell/views.h"

namespace cation::shell {

ObjectPtr<WebKitWebView> own_view(gpointer made) {
  gtk_container_forall(
      GTK_CONTAINER(made),
      [](GtkWidget* child, gpointer view) {
        if (!GTK_IS_TEXT_VIEW(child)) return;
        g_signal_connect_object(view, "destroy",
                                G_CALLBACK(+[](GtkWidget* left, GtkWidget* parent) {
                                  if (gtk_widget_get_parent(left) == parent)
                                    gtk_widget_unparent(left);
                                }),
                                child, G_CONNECT_SWAPPED);
      },
      made);
  return share(WEBKIT_WEB_VIEW(made));
}

}  // namespace cation::shell
