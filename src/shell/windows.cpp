#include "shell/windows.h"

#include <string>
#include <utility>

#include "shell/arguments.h"
#include "shell/menu_roles.h"

namespace cation::shell {

Result<void> Windows::create(const Value& value) {
  const auto options = WindowOptions::read(value);
  if (!options) return std::unexpected(options.error());
  if (windows_.contains(options->id)) {
    return fail("there is a window " + std::to_string(options->id) + " already");
  }
  auto window = std::make_unique<Window>(
      *options, engine_, main_, [this](Window& where, MenuItemId item) { chosen(where, item); });
  window->set_menu(menu_.get());
  windows_.emplace(options->id, std::move(window));
  return {};
}

void Windows::destroy(WindowId id) {
  if (windows_.erase(id) != 0) main_.send("window.closed", id);
}

Window* Windows::find(WindowId id) const {
  const auto found = windows_.find(id);
  return found != windows_.end() ? found->second.get() : nullptr;
}

WebContents* Windows::find_contents(ContentsId id) const {
  for (const auto& [number, window] : windows_) {
    if (window->contents().id() == id) return &window->contents();
  }
  return nullptr;
}

void Windows::end_processes() {
  for (const auto& [number, window] : windows_) window->contents().end_process();
}

Result<void> Windows::set_menu(const Value& items) {
  std::unique_ptr<MenuItems> menu;
  if (items.is_array()) {
    auto list = read_menu(items);
    if (!list) return std::unexpected(list.error());
    menu = std::make_unique<MenuItems>(std::move(*list));
  }
  menu_ = std::move(menu);
  for (const auto& [number, window] : windows_) window->set_menu(menu_.get());
  return {};
}

void Windows::update_menu_item(MenuItemId id, const Value& changes) {
  MenuItem* item = menu_ != nullptr ? find_item(*menu_, id) : nullptr;
  if (item == nullptr) return;
  item->label = optional_text(changes["label"]).value_or(item->label);
  item->enabled = changes["enabled"].value_or(item->enabled);
  item->visible = changes["visible"].value_or(item->visible);
  if (changes["checked"].is_bool()) {
    for (const MenuItemId changed : set_checked(*menu_, id, changes["checked"].value_or(false))) {
      show_menu_item(changed);
    }
  }
  show_menu_item(id);
}

void Windows::chosen(Window& window, MenuItemId id) {
  MenuItem* item = menu_ != nullptr ? find_item(*menu_, id) : nullptr;
  if (item == nullptr) return;
  using enum MenuItem::Type;
  if (item->type == checkbox || item->type == radio) {
    const bool checked = item->type == radio || !item->checked;
    for (const MenuItemId changed : set_checked(*menu_, id, checked)) show_menu_item(changed);
    // GTK has toggled a radio item that was checked before.
    show_menu_item(id);
  }
  if (perform_role(item->role, window)) return;
  main_.send("menu.clicked", id, window.id(), item->checked);
}

void Windows::show_menu_item(MenuItemId id) {
  const MenuItem* item = find_item(*menu_, id);
  for (const auto& [number, window] : windows_) window->update_menu_item(*item);
}

}  // namespace cation::shell
