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
  // As in Electron, a page may use the clipboard, and play media, without a click. What plays is
  // decided by the policies below.
  webkit_settings_set_javascript_can_access_clipboard(settings, TRUE);
  webkit_settings_set_media_playback_requires_user_gesture(settings, FALSE);
  // Otherwise a window that opens without a click would be refused in silence.
  webkit_settings_set_javascript_can_open_windows_automatically(settings, TRUE);
  // As in Electron, going back loads a page anew: one that comes back from a cache would come back
  // without its document at main.
  webkit_settings_set_enable_page_cache(settings, FALSE);
  if (!preferences["webSecurity"].value_or(true))
    webkit_settings_set_disable_web_security(settings, TRUE);
  // A guest is to be moved in the very frame that its embedder's page is painted in, and cut where
  // that cuts it: the toolkit's drawing can, the compositor's is a frame ahead of it, and paints
  // what is cut upside down.
  if (preferences["webviewTag"].value_or(false) || preferences["isGuest"].value_or(false)) {
    webkit_settings_set_hardware_acceleration_policy(settings,
                                                     WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER);
  }
  const char* logging = g_getenv("CATION_ENABLE_LOGGING");
  webkit_settings_set_enable_write_console_messages_to_stdout(
      settings, logging != nullptr && std::string_view(logging) == "1");
  if (!preferences["backgroundThrottling"].value_or(true)) disable_features(settings, throttling);
  disable_unwanted_features(settings);
  return owned;
}

ObjectPtr<WebKitWebsitePolicies> make_policies(const Value& preferences) {
  const std::string_view name = preferences["autoplayPolicy"].text();
  WebKitAutoplayPolicy autoplay = WEBKIT_AUTOPLAY_ALLOW;
  if (name == "user-gesture-required") autoplay = WEBKIT_AUTOPLAY_DENY;
  if (name == "document-user-activation-required") autoplay = WEBKIT_AUTOPLAY_ALLOW_WITHOUT_SOUND;
  return ObjectPtr<WebKitWebsitePolicies>(
      webkit_website_policies_new_with_policies("autoplay", autoplay, nullptr));
}

}  // namespace cation::shell
