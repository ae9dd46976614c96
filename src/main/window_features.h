#pragma once

#include <string_view>

namespace cation::main {

/// Whether the features of a `window.open()` ask for a window of its own rather than a tab.
/// https://html.spec.whatwg.org/multipage/nav-history-apis.html#window-open-steps
bool wants_popup(std::string_view features);

}  // namespace cation::main
