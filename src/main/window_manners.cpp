#include "main/window_manners.h"

#include <algorithm>
#include <array>
#include <utility>

namespace cation::main {
namespace {

// "enabled" and "urgent" are no options, but what `setEnabled` and `flashFrame` set.
constexpr std::array<std::string_view, 18> names{
    "alwaysOnTop",    "autoHideMenuBar", "backgroundColor",
    "enabled",        "frame",           "icon",
    "kiosk",          "maxHeight",       "maxWidth",
    "menuBarVisible", "minHeight",       "minWidth",
    "modal",          "opacity",         "resizable",
    "skipTaskbar",    "urgent",          "visibleOnAllWorkspaces"};

}  // namespace

WindowManners::WindowManners(const Value& options) {
  for (std::string_view name : names) {
    if (!options[name].is_nothing()) values_.emplace(name, options[name]);
  }
}

Result<void> WindowManners::set(std::string_view name, Value value) {
  if (std::ranges::find(names, name) == names.end())
    return fail("A window has no '" + std::string(name) + "'");
  values_.insert_or_assign(std::string(name), std::move(value));
  return {};
}

const Value& WindowManners::operator[](std::string_view name) const {
  static const Value nothing;
  const auto found = values_.find(name);
  return found != values_.end() ? found->second : nothing;
}

void WindowManners::append_to(std::vector<Value::Member>& members) const {
  for (const auto& [name, value] : values_) members.emplace_back(name, value);
}

Value WindowManners::all() const {
  std::vector<Value::Member> members;
  append_to(members);
  return Value::object(std::move(members));
}

}  // namespace cation::main
