#include "main/menu.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "main/host.h"
#include "main/menu_roles.h"

namespace cation::main {

namespace {

constexpr int max_depth = 32;
constexpr std::array<std::string_view, 7> types = {"normal", "separator", "submenu", "checkbox",
                                                   "radio",  "header",    "palette"};

Value items_of(const MenuRole& role) {
  std::vector<Value> items;
  for (std::string_view name : role.submenu)
    items.push_back(name == "-" ? Value::object({{"type", "separator"}})
                                : Value::object({{"role", name}}));
  return Value::array(std::move(items));
}

}  // namespace

Result<Value> Menu::build(const Value& items) { return build_items(items, 0); }

Result<Value> Menu::build_items(const Value& items, int depth) {
  if (!items.is_array()) return fail("Invalid template for Menu: Menu template must be an array");
  if (depth > max_depth)
    return fail("Invalid template for Menu: more than " + std::to_string(max_depth) + " levels");
  std::vector<Value> built;
  for (const Value& item : items) {
    auto one = build_item(item, depth);
    if (!one) return one;
    built.push_back(std::move(*one));
  }
  return Value::array(std::move(built));
}

Result<Value> Menu::build_item(const Value& item, int depth) {
  if (!item.is_object()) return fail("Invalid template for MenuItem: an item must be an object");
  std::string role_name = item["role"].value_or<std::string>("");
  const MenuRole* role = find_role(role_name);

  Value submenu = item["submenu"];
  if (submenu.is_nothing() && role && !role->submenu.empty()) submenu = items_of(*role);
  std::string type =
      item["type"].value_or<std::string>(submenu.is_nothing() ? "normal" : "submenu");
  if (std::ranges::find(types, type) == types.end()) return fail("Unknown menu item type: " + type);
  if (type == "submenu" && !submenu.is_array()) return fail("Invalid submenu");

  std::string label = item["label"].value_or(role ? label_of(*role) : std::string());
  if (type != "separator" && role_name.empty() && item["label"].is_undefined())
    return fail("Invalid template for MenuItem: must have at least one of label, role or type");
  std::string accelerator =
      item["accelerator"].value_or<std::string>(role ? std::string(role->accelerator) : "");
  Number number = ++last_;
  if (role) roles_.emplace(number, role);
  Value below;
  if (type == "submenu") {
    auto items = build_items(submenu, depth + 1);
    if (!items) return items;
    below = *items;
  }
  return Value::object({{"id", number},
                        {"type", type},
                        {"label", label},
                        {"role", lower_case(role_name)},
                        {"known", role != nullptr || role_name.empty()},
                        {"acts", role != nullptr && role->acts},
                        {"accelerator", accelerator},
                        {"registerAccelerator", item["registerAccelerator"].value_or(true)},
                        {"enabled", item["enabled"].value_or(true)},
                        {"visible", item["visible"].value_or(true)},
                        {"checked", item["checked"].value_or(false)},
                        {"submenu", below}});
}

void Menu::set_application(Value items) {
  is_set_ = true;
  shown_ = items.is_array() ? std::move(items) : Value(nullptr);
  changes_.clear();
  host_.shell().tell("menu.set_application", {shown_});
}

void Menu::show_again() {
  if (!is_set_) return;
  host_.shell().tell("menu.set_application", {shown_});
  for (const auto& [number, changes] : changes_)
    host_.shell().tell("menu.update", {number, changes});
}

void Menu::note(Number number, const Value& changes) {
  const auto before = std::ranges::find(changes_, number, &std::pair<Number, Value>::first);
  std::vector<Value::Member> now;
  for (const char* name : {"label", "enabled", "visible", "checked"}) {
    if (!changes[name].is_undefined())
      now.emplace_back(name, changes[name]);
    else if (before != changes_.end() && !before->second[name].is_undefined())
      now.emplace_back(name, before->second[name]);
  }
  if (before != changes_.end()) changes_.erase(before);
  changes_.emplace_back(number, Value::object(std::move(now)));
}

Value Menu::standard() {
  std::vector<Value> items;
  for (const char* role : {"fileMenu", "editMenu", "viewMenu", "windowMenu"})
    items.push_back(Value::object({{"role", role}}));
  return build(Value::array(std::move(items))).value_or(Value());
}

void Menu::update(Number number, const Value& changes) {
  note(number, changes);
  host_.shell().tell("menu.update", {number, changes});
}

void Menu::perform(Number number, WindowId window) {
  const auto found = roles_.find(number);
  if (found == roles_.end() || !found->second->acts) return;
  if (found->second->name == "quit") return host_.app().quit();
  host_.shell().tell("menu.perform", {found->second->name, window});
}

std::string Menu::label_of(const MenuRole& role) const {
  if (!role.names_app) return std::string(role.label);
  return role.label.empty() ? host_.app_name() : std::string(role.label) + " " + host_.app_name();
}

void Menu::on_clicked(Number number, std::uint32_t window, bool checked) {
  if (const auto role = roles_.find(number); role != roles_.end() && role->second->name == "quit")
    return host_.app().quit();
  note(number, Value::object({{"checked", checked}}));
  clicked.emit(number, window, checked);
}

}  // namespace cation::main
