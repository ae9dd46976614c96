#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "cation/value.h"
#include "shell/engine.h"
#include "shell/glib_ptr.h"
#include "shell/ids.h"
#include "shell/main_link.h"
#include "shell/menu_bar.h"
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

  /// `opener`: the view of the page that opens this window, or null. Such a window is shown when
  /// the engine has made its page.
  Window(const WindowOptions& options, Engine& engine, MainLink& main, Callbacks callbacks,
         WebKitWebView* opener);
  ~Window() override;
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  WindowId id() const { return id_; }
  GtkWindow* widget() const { return GTK_WINDOW(window_.get()); }
  WebContents& contents() { return *contents_; }

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

  /// Replaces the menu bar; null: none.
  void set_menu(const MenuItems* items);
  void update_menu_item(const MenuItem& item);

 private:
  void page_titled(const std::string& title) override;
  void page_closes(bool agrees) override;
  WebKitWebView* page_opens(const OpenRequest& request) override;

  void connect_signals();
  void resize(int width, int height);
  void limit_size(int width, int height);
  void allocate_hidden();
  bool is_in_state(GdkWindowState state) const;
  void configured();
  void state_changed(const GdkEventWindowState& event);
  bool key_pressed(GdkEventKey* event);
  void tell(std::string_view event);
  Value bounds() const;

  WindowId id_;
  MainLink& main_;
  Callbacks callbacks_;
  bool resizable_;
  bool framed_;
  int min_width_;
  int min_height_;
  GdkRectangle bounds_{};
  ToplevelPtr window_;
  GtkBox* box_ = nullptr;  // the window's
  std::unique_ptr<WebContents> contents_;
  std::unique_ptr<MenuBar> menu_;
  Signals signals_;
};

}  // namespace cation::shell
