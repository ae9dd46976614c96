#include "shell/windows.h"

#include <algorithm>
#include <string>
#include <utility>

#include "shell/arguments.h"
#include "shell/menu_roles.h"

namespace cation::shell {

Result<void> Windows::create(const Value& value) {
  const auto made = make(value, nullptr);
  if (!made) return std::unexpected(made.error());
  return {};
}

Result<Window*> Windows::make(const Value& value, WebContents* opener) {
  const auto options = WindowOptions::read(value);
  if (!options) return std::unexpected(options.error());
  if (windows_.contains(options->id)) {
    return fail("there is a window " + std::to_string(options->id) + " already");
  }
  Window::Callbacks callbacks{
      .chosen = [this](Window& where, MenuItemId item) { chosen(where, item); },
      .opens = [this](ContentsId asks, const OpenRequest& request) { return open(asks, request); },
      .lost =
          [this](WindowId id) {
            // In a turn of its own: the window is in the midst of its end.
            lost_.push_back(id);
            if (losing_.runs()) return;
            losing_.when_idle([this] {
              for (const WindowId gone : std::exchange(lost_, {})) destroy(gone);
            });
          }};
  auto window = std::make_unique<Window>(*options, engine_, main_, std::move(callbacks), opener);
  window->set_parent(find(value["parent"].value_or<WindowId>(0)));
  window->set_app_menu(menu_.get());
  return windows_.emplace(options->id, std::move(window)).first->second.get();
}

WebKitWebView* Windows::open(ContentsId opener, const OpenRequest& request) {
  if (ending_) return nullptr;
  const std::uint32_t number = ++last_opening_;
  const auto opening = std::make_shared<Opening>(Opening{.opener = opener});
  openings_.emplace(number, opening);
  main_.send("contents.window_open", opener, number,
             Value::object({{"url", request.url},
                            {"frameName", request.frame_name},
                            {"disposition", request.disposition}}));
  main_.flush();
  // The engine wants the answer at once. Only the page that asks waits for main: all else goes on.
  while (!opening->answered) g_main_context_iteration(nullptr, TRUE);
  openings_.erase(number);
  if (opening->closed.window || opening->closed.guest) let_go(std::move(opening->closed));
  return opening->view;
}

void Windows::let_go(Closed closed) {
  closed_.push_back(std::move(closed));
  if (letting_go_.runs()) return;
  letting_go_.when_idle([this] {
    for (auto& [window, guest] : std::exchange(closed_, {})) {
      if (guest) end(std::move(guest));
      if (window) end(std::move(window));
    }
  });
}

Result<void> Windows::answer_opening(std::uint32_t number, const Value& value) {
  const auto found = openings_.find(number);
  const bool waits = found != openings_.end() && !found->second->answered;
  if (waits) found->second->answered = true;
  if (!value.is_object()) return {};
  WebContents* opener = waits ? find_contents(found->second->opener) : nullptr;
  // The opener was closed meanwhile: the window that it has asked for is not to be.
  if (opener == nullptr) {
    if (const auto id = value["id"].to<WindowId>()) main_.send("window.closed", *id);
    return {};
  }
  const auto window = make(value, opener);
  if (!window) return std::unexpected(window.error());
  found->second->view = (*window)->contents().view();
  return {};
}

std::unique_ptr<Window> Windows::take_out(WindowId id) {
  auto node = windows_.extract(id);
  if (node.empty()) return nullptr;
  std::unique_ptr<Window>& window = node.mapped();
  for (const auto& [number, opening] : openings_) {
    if (opening->view == window->contents().view()) opening->view = nullptr;
  }
  if (Closed* keeper = keeper_of(window->contents(), window->guests())) {
    window->hide();
    keeper->window = std::move(window);
  }
  return std::move(window);
}

Windows::Closed* Windows::keeper_of(WebContents& contents, const Guests* guests) {
  Closed* keeper = nullptr;
  for (const auto& [number, opening] : openings_) {
    const ContentsId waits = opening->opener;
    if (waits != contents.id() && (guests == nullptr || guests->find(waits) == nullptr)) continue;
    opening->answered = true;
    // The first is the last that the engine comes back to.
    if (keeper == nullptr) keeper = &opening->closed;
  }
  return keeper;
}

Result<void> Windows::create_guest(const Value& value) {
  const auto options = GuestOptions::read(value);
  if (!options) return std::unexpected(options.error());
  if (find_contents(options->contents) != nullptr)
    return fail("there are contents " + std::to_string(options->contents) + " already");
  const auto found = std::ranges::find_if(windows_, [&](const auto& entry) {
    return entry.second->contents().id() == options->embedder;
  });
  if (found == windows_.end()) return {};
  if (found->second->guests() == nullptr)
    return fail("the page of contents " + std::to_string(options->embedder) + " has no guests");
  auto session = options->partition.empty() ? found->second->contents().session()
                                            : engine_.session(options->partition);
  if (!session) return std::unexpected(session.error());
  found->second->add_guest(*options, engine_, std::move(*session));
  return {};
}

void Windows::destroy_guest(ContentsId id) {
  for (const auto& [number, window] : windows_) {
    auto guest = window->take_guest(id);
    if (!guest) continue;
    if (Closed* keeper = keeper_of(guest->contents(), nullptr)) {
      keeper->guest = std::move(guest);
    } else {
      end(std::move(guest));
    }
    return;
  }
}

void Windows::destroy(WindowId id) {
  if (find(id) == nullptr) return;
  find(id)->contents().discard();
  if (auto window = take_out(id)) end(std::move(window));
  main_.send("window.closed", id);
}

void Windows::close(WindowId id, bool agrees, std::function<void()> closing) {
  Window* window = find(id);
  if (window == nullptr) return;
  window->contents().ask_to_leave(agrees,
                                  [this, id, closing = std::move(closing)](Leaving::Answer answer) {
                                    closing();
                                    close_now(id, answer == Leaving::Answer::hangs);
                                  });
}

void Windows::close_now(WindowId id, bool hangs) {
  auto window = take_out(id);
  if (!window) return main_.send("window.closed", id);
  if (hangs) {
    window->contents().end_process();
    end_guests(*window);
    window.reset();
    return main_.send("window.closed", id);
  }
  window->contents().close_gently();
  end(std::move(window), [this, id] { main_.send("window.closed", id); });
}

void Windows::end(std::unique_ptr<Window> window, std::function<void()> done) {
  end_guests(*window);
  end_page(window->contents(), [&window] { window.reset(); }, std::move(done));
}

void Windows::end_guests(Window& window) {
  if (window.guests() == nullptr) return;
  while (auto guest = window.guests()->take_any()) end(std::move(guest));
}

void Windows::end(std::unique_ptr<Guest> guest) {
  end_page(guest->contents(), [&guest] { guest.reset(); }, {});
}

void Windows::end_page(WebContents& contents, const std::function<void()>& let_go,
                       std::function<void()> done) {
  const std::string token = contents.process();
  const bool is_busy = !contents.takes_keys();
  // Where nobody waits for its last word, a process that is another's too needs no end.
  if (token.empty() || is_busy || (!done && has_process(token))) {
    // One that does not answer is ended by its contents.
    let_go();
    return done ? done() : void();
  }
  auto keeper = Endings::keep(contents.view());
  const auto page = webkit_web_view_get_page_id(contents.view());
  let_go();
  endings_.end(
      std::move(keeper), page, [this, token] { return has_process(token); }, std::move(done));
}

bool Windows::has_process(const std::string& token) const {
  auto has = [&token](WebContents& contents) {
    // One that a page has opened may not have told yet whose it is.
    return contents.process() == token || (contents.was_opened() && contents.process().empty());
  };
  return std::ranges::any_of(windows_, [&has](const auto& entry) {
    bool found = has(entry.second->contents());
    if (const Guests* guests = entry.second->guests())
      guests->each([&](WebContents& guest) { found = found || has(guest); });
    return found;
  });
}

Window* Windows::find(WindowId id) const {
  const auto found = windows_.find(id);
  return found != windows_.end() ? found->second.get() : nullptr;
}

WebContents* Windows::find_contents(ContentsId id) const {
  for (const auto& [number, window] : windows_) {
    if (window->contents().id() == id) return &window->contents();
    WebContents* guest = window->guests() != nullptr ? window->guests()->find(id) : nullptr;
    if (guest != nullptr) return guest;
  }
  return nullptr;
}

Window* Windows::find_view(const WebKitWebView* view) const {
  for (const auto& [number, window] : windows_) {
    if (window->contents().view() == view) return window.get();
    if (window->guests() != nullptr && window->guests()->find_view(view) != nullptr)
      return window.get();
  }
  return nullptr;
}

std::vector<Layer> Windows::layers_of(const WebContents& contents) const {
  const int width = gtk_widget_get_allocated_width(GTK_WIDGET(contents.view()));
  const int height = gtk_widget_get_allocated_height(GTK_WIDGET(contents.view()));
  std::vector<Layer> layers{{.view = contents.view(), .clip = {0, 0, width, height}}};
  const Window* window = find_view(contents.view());
  if (window == nullptr || window->guests() == nullptr || window->page_view() != contents.view())
    return layers;
  for (const Layer& layer : window->guests()->layers()) layers.push_back(layer);
  return layers;
}

void Windows::end_processes() {
  ending_ = true;
  for (const auto& [number, opening] : openings_) opening->answered = true;
  for (const auto& [number, window] : windows_) {
    window->contents().end_process();
    if (const Guests* guests = window->guests())
      guests->each([](WebContents& guest) { guest.end_process(); });
  }
}

namespace {

/// Null for null.
Result<std::unique_ptr<MenuItems>> read_items(const Value& items) {
  if (!items.is_array()) return nullptr;
  auto list = read_menu(items);
  if (!list) return std::unexpected(list.error());
  return std::make_unique<MenuItems>(std::move(*list));
}

}  // namespace

Result<void> Windows::set_menu(const Value& items) {
  auto menu = read_items(items);
  if (!menu) return std::unexpected(menu.error());
  // The widgets of the last one name its items.
  for (const auto& [number, window] : windows_) window->set_app_menu(menu->get());
  menu_ = std::move(*menu);
  return {};
}

Result<void> Windows::set_menu_of(Window& window, const Value& items) {
  auto menu = read_items(items);
  if (!menu) return std::unexpected(menu.error());
  window.set_own_menu(std::move(*menu));
  return {};
}

MenuItems* Windows::menu_of(const Window& window) const {
  return window.has_own_menu() ? window.own_menu() : menu_.get();
}

std::vector<MenuItems*> Windows::menus_with(MenuItemId id) const {
  std::vector<MenuItems*> menus{menu_.get()};
  for (const auto& [number, window] : windows_) menus.push_back(window->own_menu());
  std::erase_if(menus, [id](MenuItems* menu) { return menu == nullptr || !find_item(*menu, id); });
  return menus;
}

void Windows::update_menu_item(MenuItemId id, const Value& changes) {
  for (MenuItems* menu : menus_with(id)) {
    MenuItem* item = find_item(*menu, id);
    item->label = optional_text(changes["label"]).value_or(item->label);
    item->enabled = changes["enabled"].value_or(item->enabled);
    item->visible = changes["visible"].value_or(item->visible);
    if (!changes["checked"].is_bool()) continue;
    for (const MenuItemId changed : set_checked(*menu, id, changes["checked"].value_or(false)))
      show_menu_item(changed);
  }
  show_menu_item(id);
}

void Windows::chosen(Window& window, MenuItemId id) {
  MenuItems* menu = menu_of(window);
  MenuItem* item = menu != nullptr ? find_item(*menu, id) : nullptr;
  if (item == nullptr) return;
  using enum MenuItem::Type;
  if (item->type == checkbox || item->type == radio) {
    const bool checked = item->type == radio || !item->checked;
    for (MenuItems* with : menus_with(id)) {
      for (const MenuItemId changed : set_checked(*with, id, checked)) show_menu_item(changed);
    }
    // GTK has toggled a radio item that was checked before.
    show_menu_item(id);
  }
  if (perform_role(item->role, window)) return;
  main_.send("menu.clicked", id, window.id(), item->checked);
}

void Windows::show_menu_item(MenuItemId id) {
  for (const auto& [number, window] : windows_) {
    MenuItems* menu = menu_of(*window);
    const MenuItem* item = menu != nullptr ? find_item(*menu, id) : nullptr;
    if (item != nullptr) window->update_menu_item(*item);
  }
}

}  // namespace cation::shell
