#pragma once

#include <array>
#include <cstddef>

#include "ipc/limits.h"

namespace cation::renderer {

/// How long the words are that main hears of a line of the console: level, text, line and source.
inline constexpr std::array<std::size_t, 4> console_bounds{16, ipc::max_console_bytes, 16,
                                                           ipc::max_iframe_address_bytes};

}  // namespace cation::renderer
