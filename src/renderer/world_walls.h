#pragma once

// What keeps a world of scripts apart from its page where the engine does not.

#include <JavaScriptCore/JavaScript.h>

#include "cation/result.h"

namespace cation::renderer {

/// Closes the ways between the page's world of a document and the one that is there from its
/// beginning; see js/renderer/world-walls.ts and page-walls.ts. To be called when the document's
/// window is new, before any script of it runs. From then on no listener of the page hears of
/// rejections in other worlds.
Result<void> close_off_document(JSGlobalContextRef world, JSGlobalContextRef page);

/// The same for another world of such a document, before a script of that world runs.
Result<void> close_off_world(JSGlobalContextRef world);

}  // namespace cation::renderer
