#pragma once

// What keeps a world of scripts apart from its page where the engine does not.

#include <JavaScriptCore/JavaScript.h>

#include "cation/result.h"

namespace cation::renderer {

/// Whose rejections nobody else handles are told to the page's listeners.
enum class Rejections {
  /// This world hears of them first, and keeps those that are not the page's from the page: one
  /// world of each document does, from its beginning.
  guard,
  ignore,
};

/// Closes the ways out of `world` that the engine leaves open, in one document; see
/// js/renderer/world-walls.ts. To be called when the document's window is new, before a script of
/// the world runs. `page` is the context of the page's own world.
Result<void> close_off(JSGlobalContextRef world, JSGlobalContextRef page, Rejections rejections);

}  // namespace cation::renderer
