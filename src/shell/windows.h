#pragma once

#include <map>
#include <memory>

#include "cation/result.h"
#include "cation/value.h"
#include "shell/engine.h"
#include "shell/ids.h"
#include "shell/main_link.h"
#include "shell/menu_template.h"
#include "shell/window.h"

namespace cation::shell {

/// The app's windows, and the one menu that they share.
class Windows {
 public:
  Windows(Engine& engine, MainLink& main) : engine_(engine), main_(main) {}

  /// `value` is the argument of `window.create`.
  Result<void> create(const Value& value);
  void destroy(WindowId id);

  /// Null where main names a window that is gone, which is no error: the words cross.
  Window* find(WindowId id) const;
  WebContents* find_contents(ContentsId id) const;

  /// Ends the web processes: the shell ends.
  void end_processes();

  /// An array of items, or null for no menu.
  Result<void> set_menu(const Value& items);
  /// `changes` is `{label?, enabled?, visible?, checked?}`.
  void update_menu_item(MenuItemId id, const Value& changes);

 private:
  void chosen(Window& window, MenuItemId id);
  void show_menu_item(MenuItemId id);

  Engine& engine_;
  MainLink& main_;
  std::unique_ptr<MenuItems> menu_;
  std::map<WindowId, std::unique_ptr<Window>> windows_;
};

}  // namespace cation::shell
