#include "shell/menu_place.h"

#include <utility>

namespace cation::shell {
namespace {

bool is_alt(const GdkEventKey& event) {
  return event.keyval == GDK_KEY_Alt_L || event.keyval == GDK_KEY_Alt_R;
}

}  // namespace

MenuPlace::MenuPlace(GtkBox* box, bool framed, Resized resized)
    : box_(box), framed_(framed), resized_(std::move(resized)) {}

MenuPlace::~MenuPlace() { signals_.disconnect_all(); }

void MenuPlace::set(const MenuItems* items, MenuBar::Chosen chosen) {
  signals_.disconnect_all();
  bar_.reset();
  if (items == nullptr) return tell_height();
  bar_ = std::make_unique<MenuBar>(*items, std::move(chosen));
  gtk_box_pack_start(box_, bar_->widget(), FALSE, FALSE, 0);
  signals_.connect(
      bar_->widget(), "size-allocate",
      +[](GtkWidget*, GdkRectangle*, gpointer self) {
        static_cast<MenuPlace*>(self)->tell_height();
      },
      this);
  show();
}

void MenuPlace::set_visible(bool visible) {
  visible_ = visible;
  show();
}

void MenuPlace::set_auto_hide(bool on) {
  hides_ = on;
  set_visible(!on);
}

void MenuPlace::show() {
  if (bar_) gtk_widget_set_visible(bar_->widget(), framed_ && visible_);
  tell_height();
}

void MenuPlace::tell_height() {
  const bool seen = bar_ && gtk_widget_get_visible(bar_->widget()) != FALSE;
  const int height = seen ? gtk_widget_get_allocated_height(bar_->widget()) : 0;
  // Before its first place a widget has one pixel.
  if (seen && height <= 1) return;
  if (height != std::exchange(height_, height)) resized_(height);
}

void MenuPlace::key_pressed(const GdkEventKey& event) { alt_alone_ = hides_ && is_alt(event); }

void MenuPlace::key_released(const GdkEventKey& event) {
  if (std::exchange(alt_alone_, false) && is_alt(event)) set_visible(!visible_);
}

}  // namespace cation::shell
