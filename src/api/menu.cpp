#include "cation/menu.h"

#include <map>
#include <utility>

#include "api/core.h"
#include "api/errors.h"
#include "cation/app.h"

namespace cation {

struct Menu::State {
  std::weak_ptr<api::Core> core;
  /// Checked and completed, as main::Menu::build gives it.
  Value built;
  std::map<main::Menu::Number, std::function<void(MenuClick&)>> clicks;
  std::map<std::string, main::Menu::Number, std::less<>> ids;
  Subscription clicked;

  /// Finds the numbers of the items that have a function or a name.
  void take(const std::vector<MenuItem>& items, const Value& made) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto number = made[i]["id"].value_or<main::Menu::Number>(0);
      if (items[i].click) clicks.emplace(number, items[i].click);
      if (!items[i].id.empty()) ids.insert_or_assign(items[i].id, number);
      if (!items[i].submenu.empty()) take(items[i].submenu, made[i]["submenu"]);
    }
  }
};

namespace {

std::string_view name_of(MenuItemType type) {
  switch (type) {
    case MenuItemType::normal:
      return "normal";
    case MenuItemType::separator:
      return "separator";
    case MenuItemType::submenu:
      return "submenu";
    case MenuItemType::checkbox:
      return "checkbox";
    case MenuItemType::radio:
      return "radio";
  }
  return "normal";
}

Value to_value(const std::vector<MenuItem>& items);

Value to_value(const MenuItem& item) {
  auto text = [](const std::string& given) { return given.empty() ? Value() : Value(given); };
  const bool has_items = !item.submenu.empty();
  return Value::object(
      {{"label", text(item.label)},
       // A role knows the type of its item.
       {"type",
        has_items || item.type == MenuItemType::normal ? Value() : Value(name_of(item.type))},
       {"role", text(item.role)},
       {"accelerator", text(item.accelerator)},
       {"enabled", item.enabled},
       {"visible", item.visible},
       {"checked", item.checked},
       {"submenu", has_items ? to_value(item.submenu) : Value()}});
}

Value to_value(const std::vector<MenuItem>& items) {
  std::vector<Value> values;
  values.reserve(items.size());
  for (const MenuItem& item : items) values.push_back(to_value(item));
  return Value::array(std::move(values));
}

}  // namespace

Result<Menu> Menu::build_from_template(App& app, const std::vector<MenuItem>& items) {
  auto core = app.core().lock();
  if (!core || !core->is_running()) return fail("The app has ended", "ERR_APP_ENDED");
  auto built = core->host().menu().build(to_value(items));
  if (!built) return std::unexpected(built.error());
  auto state = std::make_shared<State>();
  state->core = core;
  state->built = std::move(*built);
  state->take(items, state->built);
  std::function<void(main::Menu::Number, std::uint32_t, bool)> clicked =
      [state = std::weak_ptr(state)](main::Menu::Number number, std::uint32_t window,
                                     bool checked) {
        auto self = state.lock();
        if (!self) return;
        auto found = self->clicks.find(number);
        if (found == self->clicks.end()) return;
        MenuClick click{.checked = checked};
        if (auto core = self->core.lock(); core && core->window(window) != nullptr)
          click.window = BrowserWindow(core, window);
        found->second(click);
      };
  state->clicked = core->host().menu().clicked.subscribe(core->guarded(std::move(clicked)));
  return Menu(std::move(state));
}

Result<void> Menu::update(std::string_view id, std::string_view what, const Value& value) {
  auto core = state_->core.lock();
  if (!core || !core->is_running()) return fail("The app has ended", "ERR_APP_ENDED");
  auto found = state_->ids.find(id);
  if (found == state_->ids.end())
    return fail("The menu has no item '" + std::string(id) + "'", "ERR_NO_MENU_ITEM");
  core->host().menu().update(found->second, Value::object({{what, value}}));
  return {};
}

Result<void> Menu::set_enabled(std::string_view id, bool enabled) {
  return update(id, "enabled", enabled);
}
Result<void> Menu::set_visible(std::string_view id, bool visible) {
  return update(id, "visible", visible);
}
Result<void> Menu::set_checked(std::string_view id, bool checked) {
  return update(id, "checked", checked);
}
Result<void> Menu::set_label(std::string_view id, std::string_view label) {
  return update(id, "label", label);
}

void App::set_application_menu(const Menu& menu) {
  if (!core_->is_running()) return;
  // Kept as long as it is shown: its functions go with it.
  core_->menu = menu.state_;
  core_->host().menu().set_application(menu.state_->built);
}

void BrowserWindow::set_menu(const Menu& menu) {
  auto core = core_.lock();
  auto* window = core ? core->window(id_) : nullptr;
  if (window == nullptr) return;
  core->keep_menu(id_, menu.state_);
  window->set_menu(menu.state_->built);
}

void BrowserWindow::remove_menu() {
  auto core = core_.lock();
  auto* window = core ? core->window(id_) : nullptr;
  if (window == nullptr) return;
  window->set_menu(nullptr);
  core->keep_menu(id_, nullptr);
}

void App::remove_application_menu() {
  if (!core_->is_running()) return;
  core_->menu.reset();
  core_->host().menu().set_application(nullptr);
}

}  // namespace cation
