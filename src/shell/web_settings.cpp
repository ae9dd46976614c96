#include "shell/web_settings.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

namespace cation::shell {
namespace {

struct FeatureListRelease {
  void operator()(WebKitFeatureList* list) const { webkit_feature_list_unref(list); }
};

/// What slows the timers of a page that nobody sees.
constexpr std::array<std::string_view, 3> throttling = {
    "HiddenPageDOMTimerThrottlingEnabled",
    "PageVisibilityBasedProcessSuppressionEnabled",
    "DOMTimersThrottlingEnabled",
};

void disable_throttling(WebKitSettings* settings) {
  const std::unique_ptr<WebKitFeatureList, FeatureListRelease> features(
      webkit_settings_get_all_features());
  for (gsize i = 0; i < webkit_feature_list_get_length(features.get()); ++i) {
    WebKitFeature* feature = webkit_feature_list_get(features.get(), i);
    const std::string_view name = webkit_feature_get_identifier(feature);
    if (std::ranges::find(throttling, name) != throttling.end()) {
      webkit_settings_set_feature_enabled(settings, feature, FALSE);
    }
  }
}

}  // namespace

ObjectPtr<WebKitSettings> make_web_settings(const Value& preferences) {
  ObjectPtr<WebKitSettings> owned(webkit_settings_new());
  WebKitSettings* settings = owned.get();
  webkit_settings_set_enable_developer_extras(settings, preferences["devTools"].value_or(true));
  // Not `enable-javascript`, which would switch off the preload as well.
  webkit_settings_set_enable_javascript_markup(settings, preferences["javascript"].value_or(true));
  // Pages in files are the app's own; in Electron their modules and fetches of files load too.
  webkit_settings_set_allow_file_access_from_file_urls(settings, TRUE);
  // Otherwise a window that opens without a click would be refused in silence.
  webkit_settings_set_javascript_can_open_windows_automatically(settings, TRUE);
  // As in Electron, going back loads a page anew: one that comes back from a cache would come back
  // without its document at main.
  webkit_settings_set_enable_page_cache(settings, FALSE);
  const char* logging = g_getenv("CATION_ENABLE_LOGGING");
  webkit_settings_set_enable_write_console_messages_to_stdout(
      settings, logging != nullptr && std::string_view(logging) == "1");
  if (!preferences["backgroundThrottling"].value_or(true)) disable_throttling(settings);
  return owned;
}

}  // namespace cation::shell
