#include "shell/engine.h"

#include <string_view>
#include <utility>
#include <vector>

#include "shell/languages.h"
#include "shell/log.h"

namespace cation::shell {
namespace {

bool is_set(const char* variable) {
  const char* value = g_getenv(variable);
  return value != nullptr && std::string_view(value) == "1";
}

void prefer_languages(WebKitWebContext* context) {
  std::vector<std::string_view> locales;
  for (const char* const* name = g_get_language_names(); *name != nullptr; ++name)
    locales.emplace_back(*name);
  const auto tags = language_tags(locales);
  std::vector<const char*> names;
  for (const std::string& tag : tags) names.push_back(tag.c_str());
  names.push_back(nullptr);
  webkit_web_context_set_preferred_languages(context, names.data());
}

std::string join_version(unsigned major, unsigned minor, unsigned micro) {
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(micro);
}

}  // namespace

Engine::Engine(const Options& options, const std::string& socket_folder, Expected expected)
    : options_(options),
      socket_folder_(socket_folder),
      expected_(std::move(expected)),
      partitions_(options.user_data, [this](Session& session) { prepare(session); }),
      // The first of them always is.
      app_(*partitions_.find("")) {}

Result<SessionPtr> Engine::session(const std::string& partition) {
  return partitions_.find(partition);
}

void Engine::on_opened(Opened opened) {
  opened_ = std::move(opened);
  opened_(*app_);
}

void Engine::prepare(Session& session) {
  WebKitWebContext* context = session.context.get();
  // Main sees by the processes that connect whether they are in it, and says so where not.
  if (!is_set("CATION_NO_SANDBOX")) {
    webkit_web_context_set_sandbox_enabled(context, TRUE);
    webkit_web_context_add_path_to_sandbox(context, socket_folder_.c_str(), TRUE);
    webkit_web_context_add_path_to_sandbox(context, options_.renderer.c_str(), TRUE);
  }
  prefer_languages(context);
  webkit_web_context_set_web_extensions_directory(context, options_.renderer.c_str());
  session.signals.connect(
      context, "initialize-web-extensions",
      +[](WebKitWebContext* starts, gpointer self) {
        static_cast<Engine*>(self)->initialize_process(starts);
      },
      this);
  if (opened_) opened_(session);
}

void Engine::initialize_process(WebKitWebContext* context) {
  const auto token = tokens_.issue();
  if (!token) return warn(token.error().message);
  expected_(*token);

  GVariantBuilder versions;
  g_variant_builder_init(&versions, G_VARIANT_TYPE("a{ss}"));
  for (const auto& [name, version] : options_.versions) {
    g_variant_builder_add(&versions, "{ss}", name.c_str(), version.c_str());
  }
  auto add = [&](const char* name, const std::string& version) {
    if (!options_.versions.contains(name)) {
      g_variant_builder_add(&versions, "{ss}", name, version.c_str());
    }
  };
  add("cation", CATION_VERSION);
  add("webkit", webkit_version());
  add("gtk", gtk_version());

  GVariantDict data;
  g_variant_dict_init(&data, nullptr);
  g_variant_dict_insert(&data, "socket", "s", options_.socket.c_str());
  g_variant_dict_insert(&data, "token", "s", token->c_str());
  g_variant_dict_insert(&data, "message-objects", "t", options_.message_objects);
  g_variant_dict_insert_value(&data, "versions", g_variant_builder_end(&versions));
  webkit_web_context_set_web_extensions_initialization_user_data(context,
                                                                 g_variant_dict_end(&data));
}

std::string Engine::webkit_version() {
  return join_version(webkit_get_major_version(), webkit_get_minor_version(),
                      webkit_get_micro_version());
}

std::string Engine::gtk_version() {
  return join_version(gtk_get_major_version(), gtk_get_minor_version(), gtk_get_micro_version());
}

}  // namespace cation::shell
