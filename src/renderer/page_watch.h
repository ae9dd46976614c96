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

/// A function of the page's own realm, nothing of another one within its reach: scripts call it
/// with texts, which are cut to so many bytes each as `bounds` says; more texts than bounds are
/// dropped.
JSValueRef make_teller(JSGlobalContextRef page, std::span<const std::size_t> bounds,
                       std::function<void(const std::vector<std::string>&)> listener);

/// Has a script look on in the realm that `page` is the context of, from now on: a function that is
/// given one to call with what it sees. Gives what that gives. An Error is a fault of the script.
Result<JSValueRef> watch_page(JSGlobalContextRef page, std::span<const char> script,
                              JSValueRef teller);

}  // namespace cation::renderer
