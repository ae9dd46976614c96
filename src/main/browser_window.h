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

  void set_title(std::string title);
  /// Members of `bounds` that are absent stay as they are: {x?, y?, width?, height?}.
  void set_bounds(const Value& bounds);
  void set_fullscreen(bool on);
  void show();
  void show_inactive();
  void hide();
  /// What the shell does by one word: focus, minimize, maximize, restore.
  void order(std::string_view word);

  /// Asks the listeners of `close` in the next turn of the loop, and destroys the window unless one
  /// prevents it.
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
  void on_close_requested();
  void on_shell_event(const std::string& name, const Value& facts);
  void on_page_title(std::string title);
  /// A new shell has taken the place of one that was lost: opens it there, as it was.
  void open_again();

 private:
  /// What the shell opens it by, as it is now.
  Value description() const;
  void place_is_known();
  void tell(std::string_view word, std::vector<Value> more = {});

  Host& host_;
  WindowId id_;
  WindowId opener_ = 0;
  Value preferences_;
  /// Of its options those that nothing changes.
  Value lasting_;
  std::string title_;
  Bounds bounds_;
  int min_width_ = 0;
  int min_height_ = 0;
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
  std::unique_ptr<WebContents> contents_;
  Subscription first_load_;
};

}  // namespace cation::main
