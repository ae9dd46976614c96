#pragma once

// What a menu item's role implies: https://www.electronjs.org/docs/latest/api/menu-item#roles

#include <string>
#include <string_view>
#include <vector>

namespace cation::main {

struct MenuRole {
  std::string_view name;
  std::string_view label;
  std::string_view accelerator;
  /// The roles of a submenu; "-" is a separator. Empty for a plain item.
  std::vector<std::string_view> submenu = {};
  /// Whether the item does something of its own when it is chosen. Those of macOS do not here: as
  /// in Electron, such an item is the app's to answer.
  bool acts = true;
  /// The name of the app follows the label, or is it where the label is empty.
  bool names_app = false;
};

/// The role of this name, whatever its case; nothing for a word that is no role.
const MenuRole* find_role(std::string_view name);

/// As items have the names of their roles.
std::string lower_case(std::string_view name);

}  // namespace cation::main
