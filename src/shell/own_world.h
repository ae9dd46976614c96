#pragma once

namespace cation::shell {

/// For what the shell itself runs in a page. Not the world of preload scripts: the engine would
/// open the documents of iframes in that one before it knows their addresses.
inline constexpr const char* own_world = "cation touch";

}  // namespace cation::shell
