#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shell/accelerators.h"
#include "shell/glib_ptr.h"
#include "shell/ids.h"
#include "shell/menu_template.h"

namespace cation::shell {

/// The widgets of the application's menu in one window, and its keys there. GTK's own accelerators
/// are not used: they leave out keys (Tab) that an app may have.
class MenuBar {
 public:
  /// Called when a person has chosen an item, by pointer or by key.
  using Chosen = std::function<void(MenuItemId)>;

  MenuBar(const MenuItems& items, Chosen chosen);
  ~MenuBar();
  MenuBar(const MenuBar&) = delete;
  MenuBar& operator=(const MenuBar&) = delete;

  GtkWidget* widget() const { return GTK_WIDGET(bar_.get()); }

  /// The item that a key chooses, if it does; of a hidden item too, as in Electron.
  std::optional<MenuItemId> item_of(const PressedKey& key) const;
  /// As if the person had chosen the item.
  void choose(MenuItemId item);
  /// Opens the menu where the key is the toolkit's for that (F10). False where it is not.
  bool open_by_key(const GdkEventKey& event);

  /// Shows the state that the item has now.
  void update(const MenuItem& item);

 private:
  struct Entry {
    MenuBar* bar;
    MenuItemId id;
    GtkWidget* widget;
    gulong activated;
    std::optional<Accelerator> accelerator;
  };
  void append(GtkMenuShell* shell, const MenuItems& items);
  GtkWidget* make(const MenuItem& item);
  static void show_accelerator(GtkWidget* widget, const Accelerator& accelerator);
  static void show_state(const Entry& entry, const MenuItem& item);

  Chosen chosen_;
  ObjectPtr<GtkMenuBar> bar_;
  // Each stays where it is: its signal handler has its address.
  std::vector<std::unique_ptr<Entry>> entries_;
};

/// A label with GTK's "_" before its mnemonic, where Electron has "&".
std::string gtk_label(std::string_view label);

}  // namespace cation::shell
