#pragma once

#include <gtk/gtk.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "cation/value.h"
#include "shell/engine.h"
#include "shell/glib_ptr.h"
#include "shell/guests/guests.h"
#include "shell/hidden_painter.h"
#include "shell/ids.h"
#include "shell/keys.h"
#include "shell/main_link.h"
#include "shell/manners.h"
#include "shell/menu_place.h"
#include "shell/signals.h"
#include "shell/web_contents.h"
#include "shell/window_options.h"

namespace cation::shell {

/// A top-level window with a menu bar, if the app has a menu, above a web view. Tells main what
/// happens to it, asks main when a person wants it closed, and is gone when this object is.
class Window : private ContentsOwner {
 public:
  /// Called when a person has chosen an item of this window's menu bar.
  using Chosen = std::function<void(Window&, MenuItemId)>;

  /// Called when the page opens a window, as ContentsOwner has it.
  using Opens = std::function<WebKitWebView*(ContentsId opener, const OpenRequest&)>;
  /// Called when the display has lost the window: somebody else has destroyed it.
  using Lost = std::function<void(WindowId)>;
  struct Callbacks {
    Chosen chosen;
    Opens opens;
    Lost lost;
  };

  /// `opener`: the page that opens this window, or null. Such a window is shown when
  /// the engine has made its page.
  Window(const WindowOptions& options, Engine& engine, MainLink& main, Callbacks callbacks,
         WebContents* opener);
  ~Window() override;
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  WindowId id() const { return id_; }
  GtkWindow* widget() const { return GTK_WINDOW(window_.get()); }
  WebContents& contents() { return *contents_; }
  WebKitWebView* page_view() const { return contents_->view(); }
  /// Null where its page has no guests.
  Guests* guests() const { return guests_.get(); }
  /// Its page's, or the guest's that has the keyboard.
  WebContents& focused_contents();
  /// Where its page may have guests.
  void add_guest(const GuestOptions& options, Engine& engine, SessionPtr session);
  /// The guest, out of the window; null for one that is not here.
  std::unique_ptr<Guest> take_guest(ContentsId id);

  void set_title(const std::string& title);
  /// `{x?, y?, width?, height?}`
  void set_bounds(const Value& bounds);
  void show();
  void show_inactive();
  void hide();
  void focus();
  void minimize();
  void maximize();
  void restore();
  void set_fullscreen(bool fullscreen);
  void toggle_fullscreen();
  /// Asks main, as the window's close button does.
  void request_close();

  /// By the name of an option; see Manners.
  void set(std::string_view name, const Value& value);
  /// null: it belongs to no other window.
  void set_parent(Window* parent);
  void center();
  void move_top();
  void blur();

  /// Shows the app's menu, unless it has one of its own; null: none.
  void set_app_menu(const MenuItems* items);
  /// Gives it a menu of its own; null: none.
  void set_own_menu(std::unique_ptr<MenuItems> items);
  bool has_own_menu() const { return has_own_menu_; }
  MenuItems* own_menu() const { return own_menu_.get(); }
  void update_menu_item(const MenuItem& item);

 private:
  void page_titled(const std::string& title) override;
  void page_closes(bool agrees) override;
  WebKitWebView* page_opens(const OpenRequest& request) override;
  void page_leaves_key(std::uint32_t key) override;
  bool page_says(std::string_view name, GVariant* parameters) override;

  void connect_signals();
  void show_menu(const MenuItems* items);
  void allocate_hidden();
  bool is_in_state(GdkWindowState state) const;
  void configured();
  void place_changed(const GdkRectangle& now);
  void state_changed(const GdkEventWindowState& event);
  void tell(std::string_view event);
  Value bounds() const;
  bool fills_screen() const;
  bool is_shown() const;

  WindowId id_;
  MainLink& main_;
  Callbacks callbacks_;
  GdkRectangle bounds_{};
  /// Where it is when it is neither maximized nor fullscreen, and where it was before that.
  GdkRectangle normal_{};
  GdkRectangle before_normal_{};
  /// Whether its page is painted, shown or not (`backgroundThrottling: false`).
  bool paints_always_;
  /// Whether its page is painted while it is hidden, as until it is first shown.
  bool paints_hidden_;
  /// Whether it was ever at a place that somebody has named.
  bool placed_;
  ToplevelPtr window_;
  GtkBox* box_ = nullptr;  // the window's
  std::unique_ptr<WebContents> contents_;
  std::unique_ptr<Guests> guests_;
  std::unique_ptr<HiddenPainter> hidden_painter_;
  Manners manners_;
  MenuPlace menu_;
  Keys keys_;
  std::unique_ptr<MenuItems> own_menu_;
  bool has_own_menu_ = false;
  Signals signals_;
};

}  // namespace cation::shell
