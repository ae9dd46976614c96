#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <memory>

#include "shell/menu_bar.h"
#include "shell/signals.h"

namespace cation::shell {

/// Where a window has its menu bar, and whether it is to be seen there. One that hides by itself is
/// shown and hidden by the Alt key alone. A bar that is not seen keeps its keys.
class MenuPlace {
 public:
  /// Told whenever the bar takes another height of the window.
  using Resized = std::function<void(int height)>;
  /// `box` is the window's, and outlives this. A window without a frame shows no menu bar.
  MenuPlace(GtkBox* box, bool framed, Resized resized);
  ~MenuPlace();
  MenuPlace(const MenuPlace&) = delete;
  MenuPlace& operator=(const MenuPlace&) = delete;

  /// Replaces the menu; null: none.
  void set(const MenuItems* items, MenuBar::Chosen chosen);
  /// Null where there is none.
  MenuBar* bar() const { return bar_.get(); }

  void set_visible(bool visible);
  void set_auto_hide(bool on);
  /// A key goes down, or up.
  void key_pressed(const GdkEventKey& event);
  void key_released(const GdkEventKey& event);

 private:
  void show();
  void tell_height();

  GtkBox* box_;
  bool framed_;
  Resized resized_;
  std::unique_ptr<MenuBar> bar_;
  bool visible_ = true;
  bool hides_ = false;
  /// Alt is down, and no other key was since.
  bool alt_alone_ = false;
  int height_ = 0;
  Signals signals_;
};

}  // namespace cation::shell
