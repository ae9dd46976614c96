#pragma once

// Keys that the app's menu would take: whether a page leaves them to it. One thread, the engine's.

#include <JavaScriptCore/JavaScript.h>

#include <functional>

#include "cation/result.h"

namespace cation::renderer {

struct MenuKeys {
  /// Whether the menu would take the key that is pressed now; asked once for each.
  std::function<bool()> menu_would_take;
  /// Nobody wants the key that was asked about last: neither a script of the page, nor what has the
  /// keyboard in it. The engine does nothing with it either.
  std::function<void()> leave;
};

/// Listens in the document whose isolated world the context is of, as long as its realm lives.
Result<void> listen_for_menu_keys(JSContextRef context, MenuKeys keys);

}  // namespace cation::renderer
