#pragma once

// The menu of the app's windows. https://www.electronjs.org/docs/latest/api/menu
//
//   auto menu = Menu::build_from_template(app, {
//       {.label = "Count", .submenu = {
//           {.label = "Up", .accelerator = "CmdOrCtrl+U", .click = [=](auto&) { … }},
//           {.type = MenuItemType::separator},
//           {.role = "quit"},
//       }},
//   });
//   if (menu) app.set_application_menu(*menu);

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cation/browser_window.h"
#include "cation/result.h"

namespace cation {

enum class MenuItemType : std::uint8_t { normal, separator, submenu, checkbox, radio };

/// What a click was on.
struct MenuClick {
  /// The window whose menu it was.
  std::optional<BrowserWindow> window;
  /// Of a checkbox or radio item, after the click.
  bool checked = false;
};

/// What an item is. One with a submenu is of type `submenu`, whatever `type` says.
struct MenuItem {
  std::string label;
  MenuItemType type = MenuItemType::normal;
  /// A thing that the system or the app knows how to do, with a label and accelerator of its own:
  /// "quit", "copy", "reload", … https://www.electronjs.org/docs/latest/api/menu-item#roles
  /// Roles that do nothing here, and unknown ones, leave the click to `click`.
  std::string role;
  /// Keys, such as "CmdOrCtrl+Shift+Z".
  std::string accelerator;
  /// The app's own name for the item, to change it by.
  std::string id;
  bool enabled = true;
  bool visible = true;
  bool checked = false;
  std::function<void(MenuClick&)> click;
  std::vector<MenuItem> submenu;
};

/// A handle: cheap to copy, all copies are one menu.
class [[gnu::visibility("default")]] Menu {
 public:
  /// Checks and completes a menu. An Error for an item without a label, a role or a type.
  static Result<Menu> build_from_template(App& app, const std::vector<MenuItem>& items);

  /// Change the item with this `id`. An Error (ERR_NO_MENU_ITEM) where there is none.
  Result<void> set_enabled(std::string_view id, bool enabled);
  Result<void> set_visible(std::string_view id, bool visible);
  Result<void> set_checked(std::string_view id, bool checked);
  Result<void> set_label(std::string_view id, std::string_view label);

 private:
  friend class App;
  friend class BrowserWindow;
  struct State;
  explicit Menu(std::shared_ptr<State> state) : state_(std::move(state)) {}
  Result<void> update(std::string_view id, std::string_view what, const Value& value);
  std::shared_ptr<State> state_;
};

}  // namespace cation
