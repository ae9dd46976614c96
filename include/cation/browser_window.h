#pragma once

// A window. https://www.electronjs.org/docs/latest/api/browser-window
//
//   Result<BrowserWindow> window = BrowserWindow::create(app, {.title = "Notes", .width = 600});
//   if (window) window->load_file("index.html");
//
// A handle: cheap to copy. The window itself is the app's, and stays until somebody closes it: the
// person, the page's script, `close` or `destroy`. Then reading gives nothing, and doing has no
// effect, or gives an Error (ERR_DESTROYED) where there is something to answer.
//
// What was set reads back at once, though the window follows a moment later.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cation/result.h"
#include "cation/subscription.h"
#include "cation/web_contents.h"

namespace cation {

class App;
class Menu;

struct WebPreferences {
  /// The script that runs before the page's; a relative path starts at AppOptions::folder.
  std::string preload;
  bool node_integration = false;
  bool context_isolation = true;
  bool node_integration_in_sub_frames = false;
  bool dev_tools = true;
  bool javascript = true;
  bool background_throttling = true;
  std::vector<std::string> additional_arguments;
  /// "user-gesture-required" and "document-user-activation-required" keep media from playing by
  /// themselves; where empty, they may.
  std::string autoplay_policy;
  /// `alert`, `confirm` and `prompt` return at once.
  bool disable_dialogs = false;
  /// Whether the page may show guests in `<webview>` elements.
  /// https://www.electronjs.org/docs/latest/api/webview-tag
  bool webview_tag = false;
  /// Whether pages of one origin may not read those of another.
  bool web_security = true;
};

/// A page is about to show a guest: what its `<webview>` asks for, which a listener may change.
struct WebviewAttachment {
  /// Of the guest; no more trust than its embedder has, unless the app gives it.
  WebPreferences web_preferences;
  std::string src;
  /// "persist:name" is kept, another name is not; where empty, the embedder's.
  std::string partition;
  std::string user_agent;
  std::string http_referrer;
  bool allow_popups = false;
};

/// Sizes and places in pixels.
struct BrowserWindowOptions {
  /// The app's name where empty; the page's title takes its place.
  std::string title;
  int width = 800;
  int height = 600;
  /// Both, or neither: then it is centred.
  std::optional<int> x;
  std::optional<int> y;
  std::optional<int> min_width;
  std::optional<int> min_height;
  std::optional<int> max_width;
  std::optional<int> max_height;
  bool show = true;
  bool resizable = true;
  bool frame = true;
  bool always_on_top = false;
  bool skip_taskbar = false;
  bool fullscreen = false;
  /// The menu bar hides, and comes and goes by the Alt key alone.
  bool auto_hide_menu_bar = false;
  /// From 0, which nobody sees, to 1.
  double opacity = 1;
  /// The path of a picture.
  std::string icon;
  /// The number of the window that it belongs to, and ends with; 0 for none. Where it is modal,
  /// that window takes no input while this is there.
  std::uint32_t parent = 0;
  bool modal = false;
  /// As CSS writes it: "#fff", "rgb(0 0 0)". White where empty.
  std::string background_color;
  /// Of a window that a page opens: it stays when its opener's window is closed.
  bool outlives_opener = false;
  WebPreferences web_preferences;
};

struct Rectangle {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  bool operator==(const Rectangle&) const = default;
};

class [[gnu::visibility("default")]] BrowserWindow {
 public:
  /// Opens a window. An Error before the app is ready.
  static Result<BrowserWindow> create(App& app, const BrowserWindowOptions& options = {});
  /// The window of a page.
  static std::optional<BrowserWindow> from(const WebContents& contents) {
    return contents.owner_window();
  }

  std::uint32_t id() const { return id_; }
  bool is_destroyed() const;
  bool operator==(const BrowserWindow& other) const { return id_ == other.id_; }

  WebContents web_contents() const { return {core_, id_}; }
  Loading load_url(std::string_view url) { return web_contents().load_url(url); }
  Loading load_url(std::string_view url, const LoadOptions& options) {
    return web_contents().load_url(url, options);
  }
  Loading load_file(std::string_view path) { return web_contents().load_file(path); }
  Loading load_file(std::string_view path, const LoadFileOptions& options) {
    return web_contents().load_file(path, options);
  }
  void reload() { web_contents().reload(); }

  std::string title() const;
  void set_title(std::string title);
  Rectangle bounds() const;
  void set_bounds(const Rectangle& bounds);
  void set_size(int width, int height);
  void set_position(int x, int y);

  /// The place that it has when it is neither minimized, maximized nor fullscreen.
  Rectangle normal_bounds() const;
  /// The page's, below the menu bar.
  Rectangle content_bounds() const;
  void set_content_size(int width, int height);
  void center();

  void set_resizable(bool on);
  bool is_resizable() const;
  void set_minimum_size(int width, int height);
  /// 0: without a limit.
  void set_maximum_size(int width, int height);
  void set_always_on_top(bool on);
  bool is_always_on_top() const;
  void set_skip_taskbar(bool on);
  void set_opacity(double opacity);
  double opacity() const;
  void set_background_color(std::string_view color);
  /// The path of a picture.
  void set_icon(std::string_view path);
  /// Whether it takes input.
  void set_enabled(bool on);
  bool is_enabled() const;
  /// Asks for a person's attention.
  void flash_frame(bool on);
  void set_visible_on_all_workspaces(bool on);
  void set_menu_bar_visible(bool on);
  void set_auto_hide_menu_bar(bool on);
  /// What this window has instead of the app's menu.
  void set_menu(const Menu& menu);
  void remove_menu();
  /// Nothing: it belongs to no other window. An Error where it would belong to itself in the end.
  Result<void> set_parent(const std::optional<BrowserWindow>& parent);
  std::optional<BrowserWindow> parent() const;

  void show();
  void show_inactive();
  void hide();
  bool is_visible() const;
  void focus();
  bool is_focused() const;
  void blur();
  void move_top();
  void minimize();
  bool is_minimized() const;
  void maximize();
  bool is_maximized() const;
  /// From being minimized or maximized.
  void restore();
  void set_fullscreen(bool on);
  bool is_fullscreen() const;

  /// Asks the listeners of `on_close`, then the page (`beforeunload`), and closes the window unless
  /// one of them prevents it. The page runs `pagehide` and `unload`, and what it says is heard; one
  /// that does not answer for 5 seconds is ended.
  void close();
  /// Destroys the window without asking anybody, and without a word of the page.
  void destroy();

  using Listener = std::function<void()>;
  Subscription on_close(std::function<void(Preventable&)> listener);
  Subscription on_closed(Listener listener);
  /// The page has been loaded for the first time.
  Subscription on_ready_to_show(Listener listener);
  /// The page sets the title, unless a listener prevents it.
  Subscription on_page_title_updated(
      std::function<void(Preventable&, const std::string& title)> listener);
  Subscription on_show(Listener listener) { return on_change("show", std::move(listener)); }
  Subscription on_hide(Listener listener) { return on_change("hide", std::move(listener)); }
  Subscription on_focus(Listener listener) { return on_change("focus", std::move(listener)); }
  Subscription on_blur(Listener listener) { return on_change("blur", std::move(listener)); }
  Subscription on_minimize(Listener listener) { return on_change("minimize", std::move(listener)); }
  Subscription on_maximize(Listener listener) { return on_change("maximize", std::move(listener)); }
  Subscription on_unmaximize(Listener listener) {
    return on_change("unmaximize", std::move(listener));
  }
  Subscription on_restore(Listener listener) { return on_change("restore", std::move(listener)); }
  Subscription on_resize(Listener listener) { return on_change("resize", std::move(listener)); }
  Subscription on_move(Listener listener) { return on_change("move", std::move(listener)); }
  Subscription on_enter_full_screen(Listener listener) {
    return on_change("enter-full-screen", std::move(listener));
  }
  Subscription on_leave_full_screen(Listener listener) {
    return on_change("leave-full-screen", std::move(listener));
  }

 private:
  friend class App;
  friend class WebContents;
  friend class Menu;
  friend class api::Core;
  friend struct api::DialogOwner;
  BrowserWindow(std::weak_ptr<api::Core> core, std::uint32_t id)
      : core_(std::move(core)), id_(id) {}
  void order(std::string_view word) const;
  void set(std::string_view name, const Value& value) const;
  Value get(std::string_view name) const;
  Subscription on_change(std::string name, Listener listener);

  std::weak_ptr<api::Core> core_;
  std::uint32_t id_;
};

}  // namespace cation
