#include "shell/menu_bar.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace cation::shell {

std::string gtk_label(std::string_view label) {
  std::string result;
  for (std::size_t i = 0; i < label.size(); ++i) {
    if (label[i] == '_') {
      result += "__";
    } else if (label[i] != '&') {
      result += label[i];
    } else if (i + 1 < label.size() && label[i + 1] == '&') {
      result += '&';
      ++i;
    } else {
      result += '_';
    }
  }
  return result;
}

MenuBar::MenuBar(const MenuItems& items, Chosen chosen)
    : chosen_(std::move(chosen)), bar_(share(GTK_MENU_BAR(gtk_menu_bar_new()))) {
  append(GTK_MENU_SHELL(bar_.get()), items);
  gtk_widget_show(widget());
}

MenuBar::~MenuBar() {
  for (const auto& entry : entries_) {
    if (entry->activated != 0) g_signal_handler_disconnect(entry->widget, entry->activated);
  }
  gtk_widget_destroy(widget());
}

void MenuBar::append(GtkMenuShell* shell, const MenuItems& items) {
  for (const MenuItem& item : items) {
    GtkWidget* widget = make(item);
    gtk_menu_shell_append(shell, widget);
    if (item.type == MenuItem::Type::submenu) {
      GtkWidget* menu = gtk_menu_new();
      append(GTK_MENU_SHELL(menu), item.submenu);
      gtk_menu_item_set_submenu(GTK_MENU_ITEM(widget), menu);
    }
  }
}

GtkWidget* MenuBar::make(const MenuItem& item) {
  using enum MenuItem::Type;
  GtkWidget* widget = nullptr;
  if (item.type == separator) {
    widget = gtk_separator_menu_item_new();
  } else if (item.type == checkbox || item.type == radio) {
    widget = gtk_check_menu_item_new_with_mnemonic("");
    gtk_check_menu_item_set_draw_as_radio(GTK_CHECK_MENU_ITEM(widget), item.type == radio);
  } else {
    widget = gtk_menu_item_new_with_mnemonic("");
  }
  entries_.push_back(std::make_unique<Entry>(this, item.id, widget, 0, std::nullopt));
  Entry& entry = *entries_.back();
  if (item.type != separator && item.type != submenu) {
    entry.activated =
        g_signal_connect(widget, "activate", G_CALLBACK(+[](GtkMenuItem*, gpointer data) {
                           const auto* chosen = static_cast<Entry*>(data);
                           chosen->bar->chosen_(chosen->id);
                         }),
                         &entry);
    entry.accelerator = parse_accelerator(item.accelerator);
    if (entry.accelerator) show_accelerator(widget, *entry.accelerator);
    if (!item.registers_accelerator) entry.accelerator.reset();
  }
  show_state(entry, item);
  return widget;
}

void MenuBar::show_accelerator(GtkWidget* widget, const Accelerator& accelerator) {
  GtkWidget* label = gtk_bin_get_child(GTK_BIN(widget));
  if (!GTK_IS_ACCEL_LABEL(label)) return;
  gtk_accel_label_set_accel(GTK_ACCEL_LABEL(label), accelerator.key, accelerator.modifiers);
}

std::optional<MenuItemId> MenuBar::item_of(const PressedKey& key) const {
  for (const auto& entry : entries_) {
    if (entry->accelerator && key.is(*entry->accelerator) &&
        gtk_widget_get_sensitive(entry->widget)) {
      return entry->id;
    }
  }
  return std::nullopt;
}

void MenuBar::choose(MenuItemId item) {
  const auto entry = std::ranges::find_if(entries_, [item](auto& one) { return one->id == item; });
  if (entry == entries_.end() || !gtk_widget_get_sensitive((*entry)->widget)) return;
  gtk_menu_item_activate(GTK_MENU_ITEM((*entry)->widget));
}

bool MenuBar::open_by_key(const GdkEventKey& event) {
  if (!gtk_widget_get_visible(widget())) return false;
  char* raw_accelerator = nullptr;
  g_object_get(gtk_widget_get_settings(widget()), "gtk-menu-bar-accel", &raw_accelerator, nullptr);
  const CharPtr accelerator(raw_accelerator);
  if (!accelerator) return false;
  guint key = 0;
  GdkModifierType modifiers{};
  gtk_accelerator_parse(accelerator.get(), &key, &modifiers);
  const guint mask = gtk_accelerator_get_default_mod_mask();
  if (key == 0 || event.keyval != key || (event.state & mask) != (modifiers & mask)) return false;
  gtk_menu_shell_select_first(GTK_MENU_SHELL(bar_.get()), FALSE);
  return true;
}

void MenuBar::update(const MenuItem& item) {
  for (const auto& entry : entries_) {
    if (entry->id == item.id) show_state(*entry, item);
  }
}

void MenuBar::show_state(const Entry& entry, const MenuItem& item) {
  gtk_widget_set_sensitive(entry.widget, item.enabled);
  gtk_widget_set_visible(entry.widget, item.visible);
  if (item.type == MenuItem::Type::separator) return;
  gtk_menu_item_set_label(GTK_MENU_ITEM(entry.widget), gtk_label(item.label).c_str());
  if (!GTK_IS_CHECK_MENU_ITEM(entry.widget)) return;
  // To set the mark is to activate the item; that is no person's choice.
  g_signal_handler_block(entry.widget, entry.activated);
  gtk_check_menu_item_set_active(GTK_CHECK_MENU_ITEM(entry.widget), item.checked);
  g_signal_handler_unblock(entry.widget, entry.activated);
}

}  // namespace cation::shell
