#include "shell/web_settings.h"

#include <array>
#include <string_view>

#include "shell/fatal_features.h"

namespace cation::shell {
namespace {

/// What slows the timers of a page that nobody sees.
constexpr std::array<std::string_view, 3> throttling = {
    "HiddenPageDOMTimerThrottling",
    "PageVisibilityBasedProcessSuppression",
    "DOMTimersThrottling",
};

}  // namespace

std::span<const std::string_view> throttling_features() { return throttling; }

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
  if (!preferences["backgroundThrottling"].value_or(true)) disable_features(settings, throttling);
  disable_fatal_features(settings);
  return owned;
}

}  // namespace cation::shell
