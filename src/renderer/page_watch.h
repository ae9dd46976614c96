#pragma once

// What happens in a page that the engine tells extensions nothing of: what it writes to its
// console, and the windows that it opens. A script in the page's own realm looks on
// (js/renderer/*-watch.ts). One thread, the engine's.

#include <JavaScriptCore/JavaScript.h>

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "cation/result.h"

namespace cation::renderer {

/// Has a script look on in the realm that `page` is the context of, from now on: a function that is
/// given one to call with what it sees, as texts, which are cut to so many bytes each as `bounds`
/// says; more texts than bounds are dropped. `name` is what its errors call it. An Error is a fault
/// of the script.
Result<void> watch_page(JSGlobalContextRef page, std::span<const char> script,
                        const std::string& name, std::span<const std::size_t> bounds,
                        std::function<void(const std::vector<std::string>&)> listener);

}  // namespace cation::renderer
