#pragma once

// What a page writes to its console, and the errors that nobody catches there. The engine tells
// extensions nothing of it: a script in the page's own realm does (js/renderer/console-watch.ts).
// One thread, the engine's.

#include <JavaScriptCore/JavaScript.h>

#include <functional>
#include <string>

#include "cation/result.h"

namespace cation::renderer {

struct ConsoleMessage {
  std::string level;  // "debug", "info", "warning", "error"
  std::string text;
  int line = 0;
  std::string source;
};

/// Watches the console of the realm that `page` is the context of, from now on. An Error is a fault
/// of the script.
Result<void> watch_console(JSGlobalContextRef page,
                           std::function<void(const ConsoleMessage&)> listener);

}  // namespace cation::renderer
