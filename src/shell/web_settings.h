#pragma once

#include <webkit2/webkit2.h>

#include <span>
#include <string_view>

#include "cation/value.h"
#include "shell/glib_ptr.h"

namespace cation::shell {

/// WebKit's settings for the `webPreferences` of docs/protocol.md. With CATION_ENABLE_LOGGING=1 the
/// console of the page goes to stdout.
ObjectPtr<WebKitSettings> make_web_settings(const Value& preferences);

/// What its pages may do by themselves: play media.
ObjectPtr<WebKitWebsitePolicies> make_policies(const Value& preferences);

/// The engine's features that `backgroundThrottling: false` switches off, by their names.
std::span<const std::string_view> throttling_features();

}  // namespace cation::shell
