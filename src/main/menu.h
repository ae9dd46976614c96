#pragma once

// Menus: templates are checked and completed here, the shell shows them, and clicks come back by
// number. https://www.electronjs.org/docs/latest/api/menu

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cation/result.h"
#include "cation/value.h"
#include "main/event.h"

namespace cation::main {

class Host;
struct MenuRole;

class Menu {
 public:
  using Number = std::uint32_t;

  explicit Menu(Host& host) : host_(host) {}
  Menu(const Menu&) = delete;
  Menu& operator=(const Menu&) = delete;

  /// Completes a template (an array of Electron's MenuItem options, without functions): every item
  /// gets its `number`, `type`, `label`, `enabled`, `visible`, `checked`, and what its role
  /// implies. An Error where an item is none. The result is what `set_application` takes.
  Result<Value> build(const Value& items);
  /// Shows a built menu in every window; null shows none.
  void set_application(Value items);
  /// The menu of an app that sets none.
  Value standard();
  bool is_set() const { return is_set_; }
  /// Shows in a new shell what the last one has shown.
  void show_again();
  /// {label?, enabled?, visible?, checked?}
  void update(Number number, const Value& changes);

  /// Does what an item's role does, in a window; nothing where it does none.
  void perform(Number number, std::uint32_t window);

  /// The shell says that an item was chosen: what its role asks of main is done, then `clicked`
  /// told.
  void on_clicked(Number number, std::uint32_t window, bool checked);

  Event<Number, std::uint32_t /*window, 0 for none*/, bool /*checked*/> clicked;

 private:
  Result<Value> build_item(const Value& item, int depth);
  std::string label_of(const MenuRole& role) const;
  Result<Value> build_items(const Value& items, int depth);

  /// Keeps what an item is like by now, of all that is not the template's.
  void note(Number number, const Value& changes);

  Host& host_;
  Number last_ = 0;
  bool is_set_ = false;
  Value shown_;
  /// Of the menu that is shown, in the order of the last change: a radio item unchecks others.
  std::vector<std::pair<Number, Value>> changes_;
  std::map<Number, const MenuRole*> roles_;
};

}  // namespace cation::main
