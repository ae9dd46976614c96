#include "shell/menu_template.h"

#include <gtest/gtest.h>

#include "shell/menu_bar.h"

namespace cation::shell {
namespace {

Value radio(int id, bool checked = false) {
  return Value::object({{"id", id}, {"type", "radio"}, {"label", "Item"}, {"checked", checked}});
}

MenuItems read(const Value& items) {
  auto menu = read_menu(items);
  EXPECT_TRUE(menu);
  return menu.value_or(MenuItems{});
}

TEST(MenuTemplate, ItemsAreRead) {
  const auto menu = read(Value::array(
      {Value::object({{"id", 1},
                      {"label", "&File"},
                      {"submenu", Value::array({Value::object({{"id", 2}, {"type", "separator"}}),
                                                Value::object({{"id", 3},
                                                               {"label", "Quit"},
                                                               {"role", "quit"},
                                                               {"accelerator", "Ctrl+Q"},
                                                               {"enabled", false}})})}})}));
  ASSERT_EQ(menu.size(), 1u);
  EXPECT_EQ(menu[0].type, MenuItem::Type::submenu);
  ASSERT_EQ(menu[0].submenu.size(), 2u);
  EXPECT_EQ(menu[0].submenu[0].type, MenuItem::Type::separator);
  const MenuItem& quit = menu[0].submenu[1];
  EXPECT_EQ(quit.label, "Quit");
  EXPECT_EQ(quit.role, "quit");
  EXPECT_EQ(quit.accelerator, "Ctrl+Q");
  EXPECT_FALSE(quit.enabled);
  EXPECT_TRUE(quit.visible);
}

TEST(MenuTemplate, WhatIsWrongIsNamed) {
  EXPECT_FALSE(read_menu(Value::array({Value::object({{"label", "No number"}})})));
  EXPECT_FALSE(read_menu(Value::array({Value::object({{"id", 1}, {"type", "wheel"}})})));
  EXPECT_FALSE(read_menu(Value::array({1})));
  Value deep = Value::array();
  for (int i = 0; i < 40; ++i) {
    deep = Value::array({Value::object({{"id", i}, {"type", "submenu"}, {"submenu", deep}})});
  }
  EXPECT_FALSE(read_menu(deep));
}

TEST(MenuTemplate, ARadioItemUnchecksItsGroupAlone) {
  auto menu = read(
      Value::array({radio(1, true), radio(2), radio(3),
                    Value::object({{"id", 4}, {"type", "separator"}}), radio(5, true), radio(6)}));
  EXPECT_EQ(set_checked(menu, 3, true), (std::vector<MenuItemId>{1, 3}));
  EXPECT_FALSE(find_item(menu, 1)->checked);
  EXPECT_TRUE(find_item(menu, 3)->checked);
  EXPECT_TRUE(find_item(menu, 5)->checked);
  EXPECT_EQ(set_checked(menu, 3, true), std::vector<MenuItemId>{});
  EXPECT_EQ(set_checked(menu, 99, true), std::vector<MenuItemId>{});
}

TEST(MenuTemplate, MnemonicsAreMarkedAsGtkMarksThem) {
  EXPECT_EQ(gtk_label("&File"), "_File");
  EXPECT_EQ(gtk_label("Save && close"), "Save & close");
  EXPECT_EQ(gtk_label("snake_case"), "snake__case");
  EXPECT_EQ(gtk_label("&"), "_");
}

}  // namespace
}  // namespace cation::shell
