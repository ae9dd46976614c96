#pragma once

// What a script asks of a window that it opens, in the third argument of `window.open()`.
// https://www.electronjs.org/docs/latest/api/window-open

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "cation/value.h"

namespace cation::main {

/// "width=300, popup" as names, in lower case, and values. So `webpreferences` of a `<webview>` is
/// written too.
using Features = std::map<std::string, std::string, std::less<>>;
Features parse_features(std::string_view text);
/// Whether a feature is on; nothing where it is not named.
std::optional<bool> feature_of(const Features& features, std::string_view name);

/// Whether the features ask for a window of its own rather than a tab.
/// https://html.spec.whatwg.org/multipage/nav-history-apis.html#window-open-steps
bool wants_popup(std::string_view features);

/// The options of a window, with those of the features where the options say nothing.
Value with_features(const Value& options, std::string_view features);

}  // namespace cation::main
