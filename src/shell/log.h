#pragma once

#include <string_view>

namespace cation::shell {

/// One line on stderr, for the person who runs the app.
void warn(std::string_view line);

}  // namespace cation::shell
