#pragma once

#include <string>
#include <vector>

#include "cation/result.h"
#include "cation/value.h"
#include "shell/ids.h"

namespace cation::shell {

/// One item of a menu as main has it.
struct MenuItem {
  enum class Type { normal, separator, submenu, checkbox, radio };

  MenuItemId id = 0;
  Type type = Type::normal;
  std::string label;
  std::string accelerator;
  /// Whether its accelerator is a key here, and not only shown.
  bool registers_accelerator = true;
  std::string role;
  bool enabled = true;
  bool visible = true;
  bool checked = false;
  std::vector<MenuItem> submenu;
};

using MenuItems = std::vector<MenuItem>;

/// Reads the items of `menu.set_application`. An Error where an item has no number or an unknown
/// type, or menus lie too deep in each other.
Result<MenuItems> read_menu(const Value& items);

/// The item with this number, or null.
MenuItem* find_item(MenuItems& items, MenuItemId id);

/// Sets whether an item is checked; a radio item that is checked unchecks those of its group, which
/// are its neighbours of the same type. Gives the numbers of the items that have changed.
std::vector<MenuItemId> set_checked(MenuItems& items, MenuItemId id, bool checked);

}  // namespace cation::shell
