#pragma once

// What the window of a document tells: its own events, heard in a world that the page's scripts do
// not reach, before any of them. One thread, the engine's.

#include <JavaScriptCore/JavaScript.h>

#include <functional>
#include <string>

namespace cation::renderer {

/// Calls `listener` with the type of each event: DOMContentLoaded, load, hashchange, popstate,
/// pagehide, visibilitychange, unload. Events that scripts make up are not heard. Where it gives
/// true nobody else hears of the event. The listener lives as long as the context's realm.
void listen_to_window(JSContextRef context, std::function<bool(const std::string& type)> listener);

}  // namespace cation::renderer
