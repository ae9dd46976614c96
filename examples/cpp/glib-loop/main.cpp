// An app whose own loop is GLib's: the App is one of its sources.

#include <cation/cation.h>
#include <glib.h>

#include <cstdio>
#include <memory>

using namespace cation;

namespace {

/// GLib's view of an App. GLib makes and frees it as plain memory.
struct AppSource {
  GSource source;
  App* app;
  GMainLoop* loop;
  gpointer watch;
};

AppSource* self(GSource* source) { return reinterpret_cast<AppSource*>(source); }

gboolean prepare(GSource* source, gint* timeout) {
  *timeout = self(source)->app->backend_timeout();
  return *timeout == 0;
}

gboolean check(GSource* source) {
  return g_source_query_unix_fd(source, self(source)->watch) != 0 ||
         self(source)->app->backend_timeout() == 0;
}

gboolean dispatch(GSource* source, GSourceFunc, gpointer) {
  if (self(source)->app->turn()) return G_SOURCE_CONTINUE;
  g_main_loop_quit(self(source)->loop);
  return G_SOURCE_REMOVE;
}

gboolean tick(gpointer data) {
  static int seconds = 0;
  ++seconds;
  for (const BrowserWindow& window : static_cast<App*>(data)->windows())
    window.web_contents().send("seconds", seconds);
  return G_SOURCE_CONTINUE;
}

}  // namespace

int main() {
  auto app = App::create();
  if (!app) {
    std::fprintf(stderr, "%s\n", app.error().message.c_str());
    return 1;
  }
  auto ready = app->on_ready([&] {
    BrowserWindowOptions options{.width = 420, .height = 300};
    options.web_preferences.node_integration = true;
    options.web_preferences.context_isolation = false;
    if (auto window = BrowserWindow::create(*app, options)) window->load_file("index.html");
  });

  const std::unique_ptr<GMainLoop, decltype(&g_main_loop_unref)> loop(
      g_main_loop_new(nullptr, FALSE), g_main_loop_unref);
  GSourceFuncs functions{prepare, check, dispatch, nullptr, nullptr, nullptr};
  GSource* source = g_source_new(&functions, sizeof(AppSource));
  self(source)->app = &*app;
  self(source)->loop = loop.get();
  self(source)->watch = g_source_add_unix_fd(source, app->backend_fd(), G_IO_IN);
  g_source_attach(source, nullptr);
  const guint ticking = g_timeout_add_seconds(1, tick, &*app);

  g_main_loop_run(loop.get());
  g_source_remove(ticking);
  g_source_unref(source);
  return app->exit_status().value_or(1);
}
