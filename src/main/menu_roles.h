#pragma once

// What a menu item's role implies: https://www.electronjs.org/docs/latest/api/menu-item#roles

#include <optional>
#include <string_view>
#include <vector>

namespace cation::main {

struct MenuRole {
  std::string_view name;
  std::string_view label;
  std::string_view accelerator;
  /// The roles of a submenu; "-" is a separator. Empty for a plain item.
  std::vector<std::string_view> submenu;
};

/// The role of this name, whatever its case; nothing for a word that is no role.
const MenuRole* find_role(std::string_view name);

}  // namespace cation::main
