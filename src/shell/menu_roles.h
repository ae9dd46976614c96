#pragma once

#include <string_view>

#include "shell/window.h"

namespace cation::shell {

/// Does what a menu item of this role (as Electron names them, in any case) does to the window that
/// it was chosen in. False for a role that is main's to perform, such as `quit`, and for none.
bool perform_role(std::string_view role, Window& window);

}  // namespace cation::shell
