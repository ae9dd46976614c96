#include "main/menu_roles.h"

#include <algorithm>
#include <cctype>

namespace cation::main {

namespace {

const std::vector<MenuRole>& roles() {
  static const std::vector<MenuRole> all = {
      {.name = "undo", .label = "Undo", .accelerator = "CommandOrControl+Z"},
      {.name = "redo", .label = "Redo", .accelerator = "CommandOrControl+Shift+Z"},
      {.name = "cut", .label = "Cut", .accelerator = "CommandOrControl+X"},
      {.name = "copy", .label = "Copy", .accelerator = "CommandOrControl+C"},
      {.name = "paste", .label = "Paste", .accelerator = "CommandOrControl+V"},
      {.name = "pasteandmatchstyle",
       .label = "Paste and Match Style",
       .accelerator = "CommandOrControl+Shift+V"},
      {.name = "delete", .label = "Delete", .accelerator = ""},
      {.name = "selectall", .label = "Select All", .accelerator = "CommandOrControl+A"},
      {.name = "reload", .label = "Reload", .accelerator = "CommandOrControl+R"},
      {.name = "forcereload", .label = "Force Reload", .accelerator = "CommandOrControl+Shift+R"},
      {.name = "toggledevtools",
       .label = "Toggle Developer Tools",
       .accelerator = "CommandOrControl+Shift+I"},
      {.name = "resetzoom", .label = "Actual Size", .accelerator = "CommandOrControl+0"},
      {.name = "zoomin", .label = "Zoom In", .accelerator = "CommandOrControl+Plus"},
      {.name = "zoomout", .label = "Zoom Out", .accelerator = "CommandOrControl+-"},
      {.name = "togglefullscreen", .label = "Toggle Full Screen", .accelerator = "F11"},
      {.name = "minimize", .label = "Minimize", .accelerator = "CommandOrControl+M"},
      {.name = "close", .label = "Close", .accelerator = "CommandOrControl+W"},
      {.name = "quit", .label = "Quit", .accelerator = "CommandOrControl+Q"},
      {.name = "about", .label = "About", .accelerator = "", .acts = false},
      {.name = "help", .label = "Help", .accelerator = "", .acts = false},
      {.name = "togglespellchecker",
       .label = "Check Spelling While Typing",
       .accelerator = "",
       .acts = false},
      {.name = "hide",
       .label = "Hide",
       .accelerator = "Command+H",
       .acts = false,
       .names_app = true},
      {.name = "hideothers", .label = "Hide Others", .accelerator = "Command+Alt+H", .acts = false},
      {.name = "unhide", .label = "Show All", .accelerator = "", .acts = false},
      {.name = "showsubstitutions",
       .label = "Show Substitutions",
       .accelerator = "",
       .acts = false},
      {.name = "togglesmartquotes", .label = "Smart Quotes", .accelerator = "", .acts = false},
      {.name = "togglesmartdashes", .label = "Smart Dashes", .accelerator = "", .acts = false},
      {.name = "toggletextreplacement",
       .label = "Text Replacement",
       .accelerator = "",
       .acts = false},
      {.name = "startspeaking", .label = "Start Speaking", .accelerator = "", .acts = false},
      {.name = "stopspeaking", .label = "Stop Speaking", .accelerator = "", .acts = false},
      {.name = "front", .label = "Bring All to Front", .accelerator = "", .acts = false},
      {.name = "zoom", .label = "Zoom", .accelerator = "", .acts = false},
      {.name = "toggletabbar", .label = "Toggle Tab Bar", .accelerator = "", .acts = false},
      {.name = "selectnexttab", .label = "Select Next Tab", .accelerator = "", .acts = false},
      {.name = "selectprevioustab",
       .label = "Select Previous Tab",
       .accelerator = "",
       .acts = false},
      {.name = "showalltabs", .label = "Show All Tabs", .accelerator = "", .acts = false},
      {.name = "mergeallwindows", .label = "Merge All Windows", .accelerator = "", .acts = false},
      {.name = "movetabtonewwindow",
       .label = "Move Tab to New Window",
       .accelerator = "",
       .acts = false},
      {.name = "window", .label = "Window", .accelerator = "", .acts = false},
      {.name = "services", .label = "Services", .accelerator = "", .acts = false},
      {.name = "recentdocuments", .label = "Open Recent", .accelerator = "", .acts = false},
      {.name = "clearrecentdocuments", .label = "Clear Menu", .accelerator = "", .acts = false},
      {.name = "sharemenu", .label = "Share", .accelerator = "", .acts = false},
      {.name = "appmenu",
       .label = "",
       .accelerator = "",
       .submenu = {"about", "-", "services", "-", "hide", "hideothers", "unhide", "-", "quit"},
       .acts = false,
       .names_app = true},
      {.name = "filemenu", .label = "File", .accelerator = "", .submenu = {"quit"}, .acts = false},
      {.name = "editmenu",
       .label = "Edit",
       .accelerator = "",
       .submenu = {"undo", "redo", "-", "cut", "copy", "paste", "delete", "-", "selectall"},
       .acts = false},
      {.name = "viewmenu",
       .label = "View",
       .accelerator = "",
       .submenu = {"reload", "forcereload", "toggledevtools", "-", "resetzoom", "zoomin", "zoomout",
                   "-", "togglefullscreen"},
       .acts = false},
      {.name = "windowmenu",
       .label = "Window",
       .accelerator = "",
       .submenu = {"minimize", "zoom", "close"},
       .acts = false},
  };
  return all;
}

}  // namespace

const MenuRole* find_role(std::string_view name) {
  const auto found = std::ranges::find(roles(), lower_case(name), &MenuRole::name);
  return found == roles().end() ? nullptr : &*found;
}

std::string lower_case(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return lower;
}

}  // namespace cation::main
