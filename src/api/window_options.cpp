#include "api/window_options.h"

#include <string>

#include "api/core.h"

namespace cation::api {

namespace {

Value text_or_nothing(const std::string& text) { return text.empty() ? Value() : Value(text); }

}  // namespace

Value to_value(const Core& core, const WebPreferences& given) {
  return Value::object(
      {{"preload", given.preload.empty() ? "" : core.path_of(given.preload)},
       {"nodeIntegration", given.node_integration},
       {"contextIsolation", given.context_isolation},
       {"nodeIntegrationInSubFrames", given.node_integration_in_sub_frames},
       {"devTools", given.dev_tools},
       {"javascript", given.javascript},
       {"backgroundThrottling", given.background_throttling},
       {"autoplayPolicy", given.autoplay_policy.empty() ? Value() : Value(given.autoplay_policy)},
       {"disableDialogs", given.disable_dialogs},
       {"webviewTag", given.webview_tag},
       {"webSecurity", given.web_security},
       {"additionalArguments", Value::from(given.additional_arguments)}});
}

namespace {

WebPreferences preferences_of(const Value& given) {
  auto flag = [&](const char* name, bool fallback) { return given[name].value_or(fallback); };
  return {.preload = given["preload"].value_or<std::string>(""),
          .node_integration = flag("nodeIntegration", false),
          .context_isolation = flag("contextIsolation", true),
          .node_integration_in_sub_frames = flag("nodeIntegrationInSubFrames", false),
          .dev_tools = flag("devTools", true),
          .javascript = flag("javascript", true),
          .background_throttling = flag("backgroundThrottling", true),
          .additional_arguments = {},
          .autoplay_policy = {},
          .disable_dialogs = flag("disableDialogs", false),
          .webview_tag = false,
          .web_security = flag("webSecurity", true)};
}

}  // namespace

WebviewAttachment attachment_of(const Value& web_preferences, const Value& params) {
  auto text = [&](const char* name) { return params[name].value_or<std::string>(""); };
  return {.web_preferences = preferences_of(web_preferences),
          .src = text("src"),
          .partition = text("partition"),
          .user_agent = text("useragent"),
          .http_referrer = text("httpreferrer"),
          .allow_popups = params["allowpopups"].value_or(false)};
}

Value params_of(const WebviewAttachment& given) {
  return Value::object({{"src", given.src},
                        {"partition", given.partition},
                        {"useragent", given.user_agent},
                        {"httpreferrer", given.http_referrer},
                        {"allowpopups", given.allow_popups}});
}

Value to_value(const Core& core, const BrowserWindowOptions& given, std::uint32_t opener,
               std::uint32_t request) {
  // A size that the app has not chosen is the page's to choose.
  static const BrowserWindowOptions defaults;
  const bool is_sized =
      opener == 0 || given.width != defaults.width || given.height != defaults.height;
  return Value::object(
      {{"title", text_or_nothing(given.title)},
       {"width", is_sized ? Value(given.width) : Value()},
       {"height", is_sized ? Value(given.height) : Value()},
       {"x", given.x},
       {"y", given.y},
       {"minWidth", given.min_width},
       {"minHeight", given.min_height},
       {"maxWidth", given.max_width},
       {"maxHeight", given.max_height},
       {"skipTaskbar", given.skip_taskbar},
       {"autoHideMenuBar", given.auto_hide_menu_bar ? Value(true) : Value()},
       {"opacity", given.opacity < 1 ? Value(given.opacity) : Value()},
       {"icon", given.icon.empty() ? Value() : Value(core.path_of(given.icon))},
       {"parent", given.parent},
       {"modal", given.modal},
       {"show", given.show},
       {"resizable", given.resizable},
       {"frame", given.frame},
       {"alwaysOnTop", given.always_on_top},
       {"fullscreen", given.fullscreen},
       {"backgroundColor", text_or_nothing(given.background_color)},
       {"webPreferences", to_value(core, given.web_preferences)},
       {"opener", opener == 0 ? Value()
                              : Value::object({{"contents", opener},
                                               {"number", request},
                                               {"outlives", given.outlives_opener}})}});
}

}  // namespace cation::api
