#pragma once

#include <span>

namespace cation::renderer {

/// The scripts of js/renderer, each one expression, as UTF-8.
std::span<const char> runtime_script();
std::span<const char> page_script();
std::span<const char> url_script();

}  // namespace cation::renderer
