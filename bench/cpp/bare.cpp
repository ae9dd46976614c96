// A window that shows a page with WebKitGTK and nothing else: says when the page has painted, and
// ends.

#include <gtk/gtk.h>
#include <webkit2/webkit2.h>

#include <cstdio>
#include <cstring>

namespace {

void on_title(WebKitWebView* view, GParamSpec*, gpointer) {
  const char* title = webkit_web_view_get_title(view);
  if (title == nullptr || std::strcmp(title, "painted") != 0) return;
  std::puts("painted");
  std::fflush(stdout);
  gtk_main_quit();
}

}  // namespace

int main(int count, char** words) {
  gtk_init(&count, &words);
  GtkWidget* window = gtk_window_new(GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size(GTK_WINDOW(window), 800, 600);
  // As Cation has it.
  webkit_web_context_set_sandbox_enabled(webkit_web_context_get_default(), TRUE);
  GtkWidget* view = webkit_web_view_new();
  gtk_container_add(GTK_CONTAINER(window), view);
  g_signal_connect(view, "notify::title", G_CALLBACK(on_title), nullptr);
  webkit_web_view_load_uri(WEBKIT_WEB_VIEW(view), words[1]);
  gtk_widget_show_all(window);
  gtk_main();
  return 0;
}
