#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cation/result.h"
#include "cation/value.h"
#include "shell/endings.h"
#include "shell/engine.h"
#include "shell/ids.h"
#include "shell/main_link.h"
#include "shell/menu_template.h"
#include "shell/timer.h"
#include "shell/tools/capture.h"
#include "shell/window.h"

namespace cation::shell {

/// The app's windows, and the one menu that they share.
class Windows {
 public:
  Windows(Engine& engine, MainLink& main) : engine_(engine), main_(main) {}
  Windows(const Windows&) = delete;
  Windows& operator=(const Windows&) = delete;

  /// `value` is the argument of `window.create`.
  Result<void> create(const Value& value);
  /// Main's answer to `contents.window_open`: the window as `create` takes it, or null.
  Result<void> answer_opening(std::uint32_t number, const Value& value);
  void destroy(WindowId id);
  /// `guest.create`: a guest in the page of a window. For one that has gone there is none.
  Result<void> create_guest(const Value& value);
  void destroy_guest(ContentsId id);
  /// Asks the page, unless it `agrees`, and closes the window where it does not want to stay: the
  /// page has its last words then. `closing` is called before the window goes.
  void close(WindowId id, bool agrees, std::function<void()> closing);

  /// Null where main names a window that is gone, which is no error: the words cross.
  Window* find(WindowId id) const;
  WebContents* find_contents(ContentsId id) const;
  /// The window that shows a view; null where none does.
  Window* find_view(const WebKitWebView* view) const;
  /// What a page looks like, with the guests in it that are seen.
  std::vector<Layer> layers_of(const WebContents& contents) const;

  /// Ends the web processes: the shell ends.
  void end_processes();

  /// An array of items, or null for no menu.
  Result<void> set_menu(const Value& items);
  /// The same for one window, which has it instead.
  Result<void> set_menu_of(Window& window, const Value& items);
  /// `changes` is `{label?, enabled?, visible?, checked?}`.
  void update_menu_item(MenuItemId id, const Value& changes);

 private:
  /// The window or the guest of a page that waits, closed meanwhile: the engine still has work to
  /// do with it.
  struct Closed {
    std::unique_ptr<Window> window;
    std::unique_ptr<Guest> guest;
  };
  /// A page waits for main to say whether it may open a window.
  struct Opening {
    ContentsId opener;
    bool answered = false;
    WebKitWebView* view = nullptr;
    Closed closed;
  };

  /// The window, out of the list, where it may be ended now: not where its page waits for another.
  std::unique_ptr<Window> take_out(WindowId id);
  void close_now(WindowId id, bool hangs);
  /// Lets go of a window, and of its web process where that is no other's.
  /// `done`: its page has had its last word.
  void end(std::unique_ptr<Window> window, std::function<void()> done = {});
  void end(std::unique_ptr<Guest> guest);
  void end_guests(Window& window);
  /// `let_go` ends the contents.
  void end_page(WebContents& contents, const std::function<void()>& let_go,
                std::function<void()> done);
  /// Where its page, or a guest's in it, waits for a window: what is to keep it until then.
  Closed* keeper_of(WebContents& contents, const Guests* guests);
  bool has_process(const std::string& token) const;
  Result<Window*> make(const Value& value, WebContents* opener);
  WebKitWebView* open(ContentsId opener, const OpenRequest& request);
  void let_go(Closed closed);
  void chosen(Window& window, MenuItemId id);
  void show_menu_item(MenuItemId id);
  /// The menu that a window shows; null for none.
  MenuItems* menu_of(const Window& window) const;
  std::vector<MenuItems*> menus_with(MenuItemId id) const;

  Engine& engine_;
  MainLink& main_;
  std::unique_ptr<MenuItems> menu_;
  std::map<WindowId, std::unique_ptr<Window>> windows_;
  std::map<std::uint32_t, std::shared_ptr<Opening>> openings_;
  std::uint32_t last_opening_ = 0;
  std::vector<Closed> closed_;
  Endings endings_;
  Timer letting_go_;
  std::vector<WindowId> lost_;
  Timer losing_;
  bool ending_ = false;
};

}  // namespace cation::shell
