#include "shell/menu_roles.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace cation::shell {
namespace {

struct EditingRole {
  std::string_view role;
  const char* command;
};

constexpr std::array editing_roles = std::to_array<EditingRole>({
    {"copy", WEBKIT_EDITING_COMMAND_COPY},
    {"cut", WEBKIT_EDITING_COMMAND_CUT},
    {"delete", "Delete"},
    {"paste", WEBKIT_EDITING_COMMAND_PASTE},
    {"pasteandmatchstyle", WEBKIT_EDITING_COMMAND_PASTE_AS_PLAIN_TEXT},
    {"redo", WEBKIT_EDITING_COMMAND_REDO},
    {"selectall", WEBKIT_EDITING_COMMAND_SELECT_ALL},
    {"undo", WEBKIT_EDITING_COMMAND_UNDO},
});

void zoom(WebKitWebView* view, double factor) {
  webkit_web_view_set_zoom_level(
      view, std::clamp(webkit_web_view_get_zoom_level(view) * factor, 0.25, 5.0));
}

}  // namespace

bool perform_role(std::string_view role, Window& window) {
  std::string name(role);
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  WebKitWebView* view = window.contents().view();
  const auto editing = std::ranges::find(editing_roles, name, &EditingRole::role);
  if (editing != editing_roles.end()) {
    webkit_web_view_execute_editing_command(view, editing->command);
  } else if (name == "close") {
    window.request_close();
  } else if (name == "minimize") {
    window.minimize();
  } else if (name == "togglefullscreen") {
    window.toggle_fullscreen();
  } else if (name == "toggledevtools") {
    window.contents().devtools().toggle();
  } else if (name == "reload") {
    window.contents().reload();
  } else if (name == "forcereload") {
    window.contents().reload_from_origin();
  } else if (name == "zoomin") {
    zoom(view, 1.2);
  } else if (name == "zoomout") {
    zoom(view, 1 / 1.2);
  } else if (name == "resetzoom") {
    webkit_web_view_set_zoom_level(view, 1);
  } else {
    return false;
  }
  return true;
}

}  // namespace cation::shell
