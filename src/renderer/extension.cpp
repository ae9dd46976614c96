// The way in: WebKit loads the library into each web process and calls this.

#include <webkit2/webkit-web-extension.h>

#include "renderer/renderer.h"

extern "C" G_MODULE_EXPORT void webkit_web_extension_initialize_with_user_data(
    WebKitWebExtension* extension, GVariant* data) {
  auto renderer = cation::renderer::Renderer::start(extension, data);
  if (!renderer) {
    g_warning("Cation cannot reach the main process: %s", renderer.error().message.c_str());
    return;
  }
  // The extension lives as long as the process, and what serves it as well.
  g_object_set_data_full(G_OBJECT(extension), "cation", renderer->release(), [](gpointer data) {
    const std::unique_ptr<cation::renderer::Renderer> owned(
        static_cast<cation::renderer::Renderer*>(data));
  });
}
