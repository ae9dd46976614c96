#pragma once

// Scripts of Cation's own that listen in the isolated world of a document, and ask and tell what
// the process knows. One thread, the engine's.

#include <JavaScriptCore/JavaScript.h>

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "cation/result.h"

namespace cation::renderer {

/// Evaluates an embedded script, which is a function, and calls it with functions that call these.
/// They live as long as the context's realm.
Result<void> run_world_script(JSContextRef context, std::span<const char> script,
                              const std::string& name,
                              std::vector<std::function<bool()>> functions);

}  // namespace cation::renderer
