#pragma once

#include <span>
#include <string_view>

namespace cation::renderer {

/// The scripts of js/renderer, each one expression, as UTF-8.
std::span<const char> runtime_script();
std::span<const char> page_script();
std::span<const char> webview_script();
std::span<const char> opening_script();
std::span<const char> leave_guard_script();
std::span<const char> menu_keys_script();
std::span<const char> closing_script();
std::span<const char> walls_script();
std::span<const char> page_walls_script();
/// A part that is compiled when a script requires it (js/renderer/builtins): a function of
/// `require` and `process`. Empty for a name that is none.
std::span<const char> part_script(std::string_view name);

}  // namespace cation::renderer
