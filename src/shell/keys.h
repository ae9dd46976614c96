#pragma once

#include <gtk/gtk.h>

#include <cstdint>
#include <deque>
#include <set>
#include <utility>

#include "shell/ids.h"
#include "shell/menu_place.h"
#include "shell/web_contents.h"

namespace cation::shell {

/// Who gets the keys of a window: the page that has the keyboard first, then the menu.
class Keys {
 public:
  /// Both outlive this.
  Keys(GtkWindow* window, MenuPlace& menu) : window_(window), menu_(menu) {}

  /// `focused` has the keyboard. Whether the toolkit is done with the key.
  bool pressed(GdkEventKey* event, WebContents& focused);
  /// A page does nothing with a key that it was announced.
  void page_leaves(std::uint32_t key);
  /// It has gone.
  void forget(ContentsId contents) { asked_pages_.erase(contents); }

 private:
  /// The key that was given last, once more: its page does not want it.
  bool comes_back(const GdkEventKey& event) const;
  void ask_page_about(const GdkEventKey& event, WebContents& focused);

  GtkWindow* window_;
  MenuPlace& menu_;
  /// Keys of the menu that a page has been asked about, the oldest first.
  std::deque<std::pair<std::uint32_t, MenuItemId>> asked_keys_;
  std::uint32_t last_key_ = 0;
  /// The last key, and the page that had it.
  struct Given {
    guint32 time = 0;
    guint16 code = 0;
    ContentsId to = 0;
  };
  Given given_;
  /// The pages that may still take the next key for the menu's.
  std::set<ContentsId> asked_pages_;
};

}  // namespace cation::shell
