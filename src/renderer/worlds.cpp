#include "renderer/worlds.h"

#include "renderer/engine.h"
#include "renderer/world_walls.h"

namespace cation::renderer {
namespace {

void window_cleared(WebKitScriptWorld* world, WebKitWebPage*, WebKitFrame* frame, gpointer) {
  if (auto closed = close_off_world(world_context(frame, world)); !closed)
    g_error("Cation cannot keep a world from the page: %s", closed.error().message.c_str());
}

}  // namespace

WebKitScriptWorld* Worlds::world(const std::string& number) {
  auto [place, fresh] = worlds_.try_emplace(number);
  if (fresh) {
    place->second.reset(webkit_script_world_new_with_name(("world " + number).c_str()));
    // In each document that scripts of the world can reach, iframes too.
    signals_.connect(place->second.get(), "window-object-cleared", &window_cleared, this);
  }
  return place->second.get();
}

}  // namespace cation::renderer
