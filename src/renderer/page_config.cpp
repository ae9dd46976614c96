#include "renderer/page_config.h"

#include "renderer/glib_ptr.h"

namespace cation::renderer {
namespace {

bool is_dictionary(GVariant* data) {
  return data != nullptr && g_variant_is_of_type(data, G_VARIANT_TYPE_VARDICT);
}

VariantPtr find(GVariant* dictionary, const char* key, const GVariantType* type) {
  return VariantPtr(g_variant_lookup_value(dictionary, key, type));
}

void read_into(std::string& field, GVariant* dictionary, const char* key) {
  if (const auto value = find(dictionary, key, G_VARIANT_TYPE_STRING))
    field = g_variant_get_string(value.get(), nullptr);
}

void read_into(bool& field, GVariant* dictionary, const char* key) {
  if (const auto value = find(dictionary, key, G_VARIANT_TYPE_BOOLEAN))
    field = g_variant_get_boolean(value.get()) != FALSE;
}

}  // namespace

PageConfig PageConfig::read(GVariant* parameters) {
  PageConfig config;
  if (!is_dictionary(parameters)) return config;
  read_into(config.preload, parameters, "preload");
  if (const auto source = find(parameters, "source", G_VARIANT_TYPE_BYTESTRING)) {
    gsize size = 0;
    const auto* text = static_cast<const char*>(g_variant_get_fixed_array(source.get(), &size, 1));
    if (size > 0) config.source.assign(text, size);
  }
  read_into(config.node_integration, parameters, "node-integration");
  read_into(config.context_isolation, parameters, "context-isolation");
  read_into(config.sandbox, parameters, "sandbox");
  read_into(config.subframes, parameters, "subframes");
  read_into(config.watch_console, parameters, "watch-console");
  read_into(config.guard_leaving, parameters, "guard-leaving");
  read_into(config.webview_tag, parameters, "webview-tag");
  read_into(config.is_guest, parameters, "is-guest");
  if (const auto arguments = find(parameters, "arguments", G_VARIANT_TYPE_STRING_ARRAY)) {
    const std::unique_ptr<GVariantIter, GlibRelease> items(g_variant_iter_new(arguments.get()));
    const char* argument = nullptr;
    while (g_variant_iter_next(items.get(), "&s", &argument))
      config.arguments.emplace_back(argument);
  }
  return config;
}

ProcessConfig ProcessConfig::read(GVariant* data) {
  ProcessConfig config;
  if (!is_dictionary(data)) return config;
  read_into(config.socket, data, "socket");
  read_into(config.token, data, "token");
  if (const auto objects = find(data, "message-objects", G_VARIANT_TYPE_UINT64))
    config.message_objects = g_variant_get_uint64(objects.get());
  if (const auto versions = find(data, "versions", G_VARIANT_TYPE("a{ss}"))) {
    const std::unique_ptr<GVariantIter, GlibRelease> items(g_variant_iter_new(versions.get()));
    const char* name = nullptr;
    const char* version = nullptr;
    while (g_variant_iter_next(items.get(), "{&s&s}", &name, &version))
      config.versions.emplace(name, version);
  }
  return config;
}

}  // namespace cation::renderer
