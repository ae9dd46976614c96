#pragma once

// What is asked of WebKit about a frame, in terms of JavaScriptCore's C API. The C API is the fast
// way into the engine; the functions that lead to it are marked deprecated in favour of the slower
// one.

#include <JavaScriptCore/JavaScript.h>
#include <webkit2/webkit-web-extension.h>

#include <string>

#include "renderer/host.h"

namespace cation::renderer {

/// The global context of a frame's current document in the page's own world.
JSGlobalContextRef page_context(WebKitFrame* frame);
/// The same in another world.
JSGlobalContextRef world_context(WebKitFrame* frame, WebKitScriptWorld* world);

WebKitFrame* main_frame(WebKitWebPage* page);
/// The title of the main document that a page shows; "" where it has none.
std::string page_title(WebKitWebPage* page);

/// The face that a DOM node of a frame has in a world; null where the value is no node. `context`
/// is that of the isolated world, which `world` is.
JSValueRef node_face(WebKitFrame* frame, WebKitScriptWorld* world, JSContextRef context,
                     JSValueRef value, Host::World wanted);

}  // namespace cation::renderer
