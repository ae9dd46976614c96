#pragma once

// Scripts that add style sheets to a document and take them away again. They run in a world of
// their own, which the page does not reach; a sheet that a script makes is no matter of the page's
// policy.

#include <string>
#include <string_view>

namespace cation::main {

inline constexpr std::string_view styles_world = "styles";

/// `key` names the sheet in the document, for `remove_style_sheet`.
std::string add_style_sheet(std::string_view key, std::string_view css);
std::string remove_style_sheet(std::string_view key);

}  // namespace cation::main
