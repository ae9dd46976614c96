#pragma once

// A window. Owned by the Host until it is closed; hold its id, not a pointer, across turns of the
// loop. What was set reads back at once, though the shell does it a moment later.
// https://www.electronjs.org/docs/latest/api/browser-window

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "cation/value.h"
#include "main/event.h"
#include "main/web_contents.h"
#include "main/window_manners.h"

namespace cation::main {

using WindowId = std::uint32_t;

struct Bounds {
  int x = 0, y = 0, width = 800, height = 600;
  bool operator==(const Bounds&) const = default;
};

class BrowserWindow {
 public:
  /// Opens a window. `asked` are Electron's constructor options, without functions. `opener`:
  /// {contents, number, outlives?} answers a WindowRequest; such a window is destroyed with its
  /// opener's, unless it outlives it.
  BrowserWindow(Host& host, WindowId id, const Value& asked);
  ~BrowserWindow();
  BrowserWindow(const BrowserWindow&) = delete;
  BrowserWindow& operator=(const BrowserWindow&) = delete;

  WindowId id() const { return id_; }
  WebContents& contents() { return *contents_; }
  /// The window that this one ends with; 0 for none.
  WindowId opener() const { return opener_; }
  const std::string& title() const { return title_; }
  const Bounds& bounds() const { return bounds_; }
  bool is_visible() const { return visible_; }
  /// Whether its page is, for itself, to be seen: so it is until the window is first shown.
  bool is_painted() const;
  bool is_focused() const { return focused_; }
  bool is_minimized() const { return minimized_; }
  bool is_maximized() const { return maximized_; }
  bool is_fullscreen() const { return fullscreen_; }
  /// Its page is being asked whether it may be closed, or comes to its end.
  bool is_closing() const { return closing_page_; }

  void set_title(std::string title);
  /// Members of `bounds` that are absent stay as they are: {x?, y?, width?, height?}.
  void set_bounds(const Value& bounds);
  void set_fullscreen(bool on);
  const WindowManners& manners() const { return manners_; }
  /// An Error for a name that is none.
  Result<void> set(std::string_view name, Value value);
  /// 0 for none. An Error where the window would belong to itself in the end.
  Result<void> set_parent(WindowId parent);
  WindowId parent() const { return parent_; }
  /// Built items (see Menu::build) that this window has instead of the app's menu; null: none.
  void set_menu(Value items);
  /// The place that it has when it is neither minimized, maximized nor fullscreen.
  const Bounds& normal_bounds() const { return normal_; }
  int menu_bar_height() const { return bar_; }
  void show();
  void show_inactive();
  void hide();
  /// What the shell does by one word: focus, blur, minimize, maximize, restore, center, move_top.
  void order(std::string_view word);

  /// Asks the listeners of `close` in the next turn of the loop, then the page (`beforeunload`),
  /// and closes the window unless one of them prevents it: the page runs `pagehide` and `unload`,
  /// and what it says in them is heard.
  void close();
  /// Destroys the window without asking. `this` is gone when it returns.
  void destroy();

  Event<Preventable&> closing;
  Event<> closed;
  Event<> ready_to_show;
  Event<Preventable&, const std::string& /*title*/> page_title_updated;
  /// show, hide, focus, blur, minimize, maximize, unmaximize, restore, resize, move,
  /// enter-full-screen, leave-full-screen
  Event<const std::string& /*name*/> changed;

  // What the shell says of it; called by the Host.
  /// `page_agrees`: it has asked for it, and need not be asked.
  void on_close_requested(bool page_agrees);
  /// Its page wants to stay.
  void on_kept();
  void on_shell_event(const std::string& name, const Value& facts);
  void on_page_title(std::string title);
  /// A new shell has taken the place of one that was lost: opens it there, as it was.
  void open_again();

 private:
  /// What the shell opens it by, as it is now.
  Value description() const;
  void place_is_known();
  void retitle(std::string title);
  void tell(std::string_view word, std::vector<Value> more = {});

  Host& host_;
  WindowId id_;
  WindowId opener_ = 0;
  WindowManners manners_;
  /// Whether its page is for itself to be seen before the window is shown.
  bool paints_hidden_ = true;
  /// The window that it belongs to, and ends with; 0 for none.
  WindowId parent_ = 0;
  /// The menu that it has instead of the app's: built items, or null for none.
  Value menu_;
  std::string title_;
  Bounds bounds_;
  Bounds normal_;
  /// The height of its menu bar.
  int bar_ = 0;
  /// Whether its place is known: it was asked for, or the shell has told it.
  bool placed_ = false;
  bool centered_ = false;
  bool visible_ = false;
  bool was_shown_ = false;
  bool focused_ = false;
  bool minimized_ = false;
  bool maximized_ = false;
  bool fullscreen_ = false;
  bool shown_once_ = false;
  bool closing_page_ = false;
  std::unique_ptr<WebContents> contents_;
  Subscription first_load_;
};

}  // namespace cation::main
