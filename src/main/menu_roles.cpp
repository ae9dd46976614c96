#include "main/menu_roles.h"

#include <algorithm>
#include <cctype>

namespace cation::main {

namespace {

const std::vector<MenuRole>& roles() {
  static const std::vector<MenuRole> all = {
      {"undo", "Undo", "CommandOrControl+Z", {}},
      {"redo", "Redo", "CommandOrControl+Shift+Z", {}},
      {"cut", "Cut", "CommandOrControl+X", {}},
      {"copy", "Copy", "CommandOrControl+C", {}},
      {"paste", "Paste", "CommandOrControl+V", {}},
      {"pasteAndMatchStyle", "Paste and Match Style", "CommandOrControl+Shift+V", {}},
      {"delete", "Delete", "", {}},
      {"selectAll", "Select All", "CommandOrControl+A", {}},
      {"reload", "Reload", "CommandOrControl+R", {}},
      {"forceReload", "Force Reload", "CommandOrControl+Shift+R", {}},
      {"toggleDevTools", "Toggle Developer Tools", "CommandOrControl+Shift+I", {}},
      {"resetZoom", "Actual Size", "CommandOrControl+0", {}},
      {"zoomIn", "Zoom In", "CommandOrControl+Plus", {}},
      {"zoomOut", "Zoom Out", "CommandOrControl+-", {}},
      {"togglefullscreen", "Toggle Full Screen", "F11", {}},
      {"minimize", "Minimize", "CommandOrControl+M", {}},
      {"close", "Close", "CommandOrControl+W", {}},
      {"quit", "Quit", "CommandOrControl+Q", {}},
      {"about", "About", "", {}},
      {"help", "Help", "", {}},
      {"fileMenu", "File", "", {"quit"}},
      {"appMenu", "File", "", {"quit"}},
      {"editMenu",
       "Edit",
       "",
       {"undo", "redo", "-", "cut", "copy", "paste", "delete", "-", "selectAll"}},
      {"viewMenu",
       "View",
       "",
       {"reload", "forceReload", "toggleDevTools", "-", "resetZoom", "zoomIn", "zoomOut", "-",
        "togglefullscreen"}},
      {"windowMenu", "Window", "", {"minimize", "close"}},
  };
  return all;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

}  // namespace

const MenuRole* find_role(std::string_view name) {
  auto found = std::ranges::find_if(
      roles(), [&](const MenuRole& role) { return same_word(role.name, name); });
  return found == roles().end() ? nullptr : &*found;
}

}  // namespace cation::main
