#include "shell/page_config.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "shell/arguments.h"

namespace cation::shell {
namespace {

/// Bytes that are not UTF-8 become U+FFFD; a zero byte is a character as any other.
std::string make_valid(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at <= bytes.size();) {
    const auto end = std::min(bytes.find('\0', at), bytes.size());
    const CharPtr part(g_utf8_make_valid(bytes.data() + at, static_cast<gssize>(end - at)));
    text += part.get();
    if (end < bytes.size()) text += '\0';
    at = end + 1;
  }
  return text;
}

/// The text of a file as UTF-8; bytes that are not become U+FFFD, as Node reads a script.
Result<std::string> read_script(const std::string& path) {
  char* contents = nullptr;
  gsize length = 0;
  GError* raw_error = nullptr;
  if (!g_file_get_contents(path.c_str(), &contents, &length, &raw_error)) {
    const ErrorPtr error(raw_error);
    const bool missing = g_error_matches(error.get(), G_FILE_ERROR, G_FILE_ERROR_NOENT);
    return fail(missing ? "Cannot find the preload script " + path : error->message,
                missing ? "ENOENT" : "");
  }
  const CharPtr bytes(contents);
  return make_valid({bytes.get(), length});
}

}  // namespace

std::string bytes_in(GVariant* tuple, gsize place) {
  const VariantPtr bytes(g_variant_get_child_value(tuple, place));
  gsize size = 0;
  const auto* data = static_cast<const char*>(g_variant_get_fixed_array(bytes.get(), &size, 1));
  return size > 0 ? std::string(data, size) : std::string();
}

PagePreferences PagePreferences::read(const Value& value) {
  const PagePreferences defaults;
  std::vector<std::string> arguments;
  for (const Value& argument : value["additionalArguments"]) arguments.push_back(text_of(argument));
  return {
      .preload = text_of(value["preload"]),
      .node_integration = value["nodeIntegration"].value_or(defaults.node_integration),
      .context_isolation = value["contextIsolation"].value_or(defaults.context_isolation),
      .sandbox = value["sandbox"].value_or(defaults.sandbox),
      .subframes = value["nodeIntegrationInSubFrames"].value_or(defaults.subframes),
      // A guest has no guests of its own.
      .webview_tag = value["webviewTag"].value_or(false) && !value["isGuest"].value_or(false),
      .is_guest = value["isGuest"].value_or(false),
      .arguments = std::move(arguments),
  };
}

PageConfig make_page_config(ContentsId contents, const PagePreferences& preferences) {
  std::string source;
  std::optional<Error> error;
  if (!preferences.preload.empty()) {
    if (auto script = read_script(preferences.preload)) {
      source = std::move(*script);
    } else {
      error = script.error();
    }
  }
  GVariantDict dict;
  g_variant_dict_init(&dict, nullptr);
  g_variant_dict_insert(&dict, "contents", "u", contents);
  g_variant_dict_insert(&dict, "preload", "s", preferences.preload.c_str());
  g_variant_dict_insert_value(
      &dict, "source",
      g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, source.data(), source.size(), 1));
  g_variant_dict_insert(&dict, "node-integration", "b", preferences.node_integration);
  g_variant_dict_insert(&dict, "context-isolation", "b", preferences.context_isolation);
  g_variant_dict_insert(&dict, "sandbox", "b", preferences.sandbox);
  g_variant_dict_insert(&dict, "subframes", "b", preferences.subframes);
  g_variant_dict_insert(&dict, "watch-console", "b", preferences.watch_console);
  g_variant_dict_insert(&dict, "guard-leaving", "b", preferences.guard_leaving);
  g_variant_dict_insert(&dict, "webview-tag", "b", preferences.webview_tag);
  g_variant_dict_insert(&dict, "is-guest", "b", preferences.is_guest);
  std::vector<const char*> arguments;
  for (const auto& argument : preferences.arguments) arguments.push_back(argument.c_str());
  g_variant_dict_insert_value(
      &dict, "arguments",
      g_variant_new_strv(arguments.data(), static_cast<gssize>(arguments.size())));
  return {VariantPtr(g_variant_ref_sink(g_variant_dict_end(&dict))), std::move(error)};
}

}  // namespace cation::shell
