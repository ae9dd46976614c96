#include "shell/keys.h"

#include <algorithm>

namespace cation::shell {

bool Keys::pressed(GdkEventKey* event, WebContents& focused) {
  menu_.key_pressed(*event);
  // The page has the first word about a key, the menu the second. GTK would have it the other way
  // round, so that nobody could type a letter that a menu item has as its accelerator. A key comes
  // twice: the view takes it to its page, and sends it again where the page does not want it.
  const bool has_moved = comes_back(*event) && given_.to != focused.id();
  given_ = {.time = event->time, .code = event->hardware_keycode, .to = focused.id()};
  if (!has_moved && focused.takes_keys()) {
    ask_page_about(*event, focused);
    if (gtk_window_propagate_key_event(window_, event)) return true;
  }
  MenuBar* bar = menu_.bar();
  const auto item = bar != nullptr ? bar->item_of(PressedKey(*event)) : std::nullopt;
  if (item) {
    bar->choose(*item);
  } else if (has_moved) {
    // It has brought the keyboard to another page, and is not for that one too.
  } else if (!gtk_window_activate_key(window_, event) &&
             (bar == nullptr || !bar->open_by_key(*event))) {
    gtk_bindings_activate_event(G_OBJECT(window_), event);
  }
  // The window's own way would give the key to the view again, which would take it for a new one.
  return true;
}

bool Keys::comes_back(const GdkEventKey& event) const {
  return event.time == given_.time && event.hardware_keycode == given_.code;
}

void Keys::ask_page_about(const GdkEventKey& event, WebContents& focused) {
  // The engine does something with many keys by itself: it scrolls, selects, moves the focus. Where
  // nothing in the page has the keyboard, the menu comes before that.
  const auto item = menu_.bar() != nullptr ? menu_.bar()->item_of(PressedKey(event)) : std::nullopt;
  if (!item) {
    if (asked_pages_.erase(focused.id()) > 0) focused.announce_key(0);
    return;
  }
  asked_pages_.insert(focused.id());
  constexpr std::size_t most_keys = 16;
  asked_keys_.emplace_back(++last_key_, *item);
  if (asked_keys_.size() > most_keys) asked_keys_.pop_front();
  focused.announce_key(last_key_);
}

void Keys::page_leaves(std::uint32_t key) {
  const auto asked = std::ranges::find(asked_keys_, key, &decltype(asked_keys_)::value_type::first);
  if (asked == asked_keys_.end()) return;
  const MenuItemId item = asked->second;
  asked_keys_.erase(asked);
  if (MenuBar* bar = menu_.bar()) bar->choose(item);
}

}  // namespace cation::shell
