#include "shell/menu_template.h"

#include <cstddef>
#include <utility>

#include "shell/arguments.h"

namespace cation::shell {
namespace {

constexpr int max_depth = 16;

Result<MenuItems> read_items(const Value& items, int depth);

Result<MenuItem::Type> read_type(const Value& value) {
  using enum MenuItem::Type;
  const std::string name = text_of(value["type"]);
  if (name == "separator") return separator;
  if (name == "checkbox") return checkbox;
  if (name == "radio") return radio;
  if (name == "submenu" || name == "palette") return submenu;
  // A heading is an item that cannot be chosen.
  if (name == "header") return normal;
  if (name.empty() || name == "normal") return value["submenu"].is_array() ? submenu : normal;
  return fail("a menu item cannot be of the type \"" + name + "\"", "ERR_INVALID_ARG_VALUE");
}

Result<MenuItem> read_item(const Value& value, int depth) {
  const auto id = number_of<MenuItemId>(value["id"], "id of a menu item");
  if (!id) return std::unexpected(id.error());
  const auto type = read_type(value);
  if (!type) return std::unexpected(type.error());
  MenuItem item{
      .id = *id,
      .type = *type,
      .label = text_of(value["label"]),
      .accelerator = text_of(value["accelerator"]),
      .registers_accelerator = value["registerAccelerator"].value_or(true),
      .role = text_of(value["role"]),
      .enabled = value["enabled"].value_or(true) && value["type"].text() != "header",
      .visible = value["visible"].value_or(true),
      .checked = value["checked"].value_or(false),
      .submenu = {},
  };
  if (item.type == MenuItem::Type::submenu) {
    auto submenu = read_items(value["submenu"], depth + 1);
    if (!submenu) return std::unexpected(submenu.error());
    item.submenu = std::move(*submenu);
  }
  return item;
}

Result<MenuItems> read_items(const Value& items, int depth) {
  if (depth > max_depth) return fail("menus lie too deep in each other", "ERR_INVALID_ARG_VALUE");
  MenuItems list;
  list.reserve(items.size());
  for (const Value& value : items) {
    auto item = read_item(value, depth);
    if (!item) return std::unexpected(item.error());
    list.push_back(std::move(*item));
  }
  return list;
}

struct Found {
  MenuItems* list;
  std::size_t index;
};

Found find(MenuItems& items, MenuItemId id) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].id == id) return {&items, i};
    if (const Found found = find(items[i].submenu, id); found.list != nullptr) return found;
  }
  return {nullptr, 0};
}

}  // namespace

Result<MenuItems> read_menu(const Value& items) { return read_items(items, 1); }

MenuItem* find_item(MenuItems& items, MenuItemId id) {
  const auto [list, index] = find(items, id);
  return list != nullptr ? &(*list)[index] : nullptr;
}

std::vector<MenuItemId> set_checked(MenuItems& items, MenuItemId id, bool checked) {
  const auto [list, index] = find(items, id);
  if (list == nullptr) return {};
  std::vector<MenuItemId> changed;
  auto set = [&changed](MenuItem& item, bool value) {
    if (std::exchange(item.checked, value) != value) changed.push_back(item.id);
  };
  if ((*list)[index].type == MenuItem::Type::radio && checked) {
    auto is_radio = [&](std::size_t i) { return (*list)[i].type == MenuItem::Type::radio; };
    for (std::size_t i = index; i-- > 0 && is_radio(i);) set((*list)[i], false);
    for (std::size_t i = index + 1; i < list->size() && is_radio(i); ++i) set((*list)[i], false);
  }
  set((*list)[index], checked);
  return changed;
}

}  // namespace cation::shell
