#include "shell/channels.h"

#include <string>
#include <utility>

#include "shell/arguments.h"
#include "shell/file_dialog.h"
#include "shell/menu_roles.h"
#include "shell/message_dialog.h"

namespace cation::shell {
namespace {

/// Answers `channel` with `act` on the window whose number comes first.
template <typename Act>
void on_window(MainLink& main, std::string channel, const Windows& windows, Act act) {
  main.on(std::move(channel),
          [&windows, act = std::move(act)](const Value& arguments, Reply) -> Result<void> {
            const auto id = number_of<WindowId>(arguments[0], "window");
            if (!id) return std::unexpected(id.error());
            if (Window* window = windows.find(*id)) act(*window, arguments);
            return {};
          });
}

/// Answers `channel` with `act` on the contents whose number comes first.
template <typename Act>
void on_contents(MainLink& main, std::string channel, const Windows& windows, Act act) {
  main.on(std::move(channel),
          [&windows, act = std::move(act)](const Value& arguments, Reply) -> Result<void> {
            const auto id = number_of<ContentsId>(arguments[0], "contents");
            if (!id) return std::unexpected(id.error());
            if (WebContents* contents = windows.find_contents(*id)) act(*contents, arguments);
            return {};
          });
}

}  // namespace

void listen_to_windows(MainLink& main, Windows& windows, OpenDialogs& dialogs) {
  main.on("window.create",
          [&windows](const Value& arguments, Reply) { return windows.create(arguments[0]); });
  main.on("window.destroy", [&windows, &dialogs](const Value& arguments, Reply) -> Result<void> {
    const auto id = number_of<WindowId>(arguments[0], "window");
    if (!id) return std::unexpected(id.error());
    dialogs.cancel(*id);
    windows.destroy(*id);
    return {};
  });
  main.on("window.close", [&windows, &dialogs](const Value& arguments, Reply) -> Result<void> {
    const auto id = number_of<WindowId>(arguments[0], "window");
    if (!id) return std::unexpected(id.error());
    windows.close(*id, arguments[1].value_or(false), [&dialogs, id = *id] { dialogs.cancel(id); });
    return {};
  });
  main.on("guest.create", [&windows](const Value& arguments, Reply reply) -> Result<void> {
    const auto created = windows.create_guest(arguments[0]);
    if (created && reply.is_due()) reply.resolve(Value());
    return created;
  });
  main.on("guest.destroy", [&windows](const Value& arguments, Reply) -> Result<void> {
    const auto id = number_of<ContentsId>(arguments[0], "contents");
    if (!id) return std::unexpected(id.error());
    windows.destroy_guest(*id);
    return {};
  });
  using Arguments = const Value&;
  main.on("contents.open_window", [&windows](const Value& arguments, Reply) -> Result<void> {
    const auto number = number_of<std::uint32_t>(arguments[0], "opening");
    if (!number) return std::unexpected(number.error());
    return windows.answer_opening(*number, arguments[1]);
  });
  on_window(main, "window.set_title", windows,
            [](Window& window, Arguments arguments) { window.set_title(text_of(arguments[1])); });
  on_window(main, "window.set_bounds", windows,
            [](Window& window, Arguments arguments) { window.set_bounds(arguments[1]); });
  on_window(main, "window.set_fullscreen", windows, [](Window& window, Arguments arguments) {
    window.set_fullscreen(arguments[1].value_or(true));
  });
  on_window(main, "window.set", windows, [](Window& window, Arguments arguments) {
    window.set(text_of(arguments[1]), arguments[2]);
  });
  on_window(main, "window.set_parent", windows, [&windows](Window& window, Arguments arguments) {
    window.set_parent(windows.find(arguments[1].value_or<WindowId>(0)));
  });
  on_window(main, "window.center", windows, [](Window& window, Arguments) { window.center(); });
  on_window(main, "window.move_top", windows, [](Window& window, Arguments) { window.move_top(); });
  on_window(main, "window.blur", windows, [](Window& window, Arguments) { window.blur(); });
  main.on("window.set_menu", [&windows](const Value& arguments, Reply) -> Result<void> {
    const auto id = number_of<WindowId>(arguments[0], "window");
    if (!id) return std::unexpected(id.error());
    Window* window = windows.find(*id);
    return window != nullptr ? windows.set_menu_of(*window, arguments[1]) : Result<void>();
  });
  on_window(main, "window.show", windows, [](Window& window, Arguments) { window.show(); });
  on_window(main, "window.show_inactive", windows,
            [](Window& window, Arguments) { window.show_inactive(); });
  on_window(main, "window.hide", windows, [](Window& window, Arguments) { window.hide(); });
  on_window(main, "window.focus", windows, [](Window& window, Arguments) { window.focus(); });
  on_window(main, "window.minimize", windows, [](Window& window, Arguments) { window.minimize(); });
  on_window(main, "window.maximize", windows, [](Window& window, Arguments) { window.maximize(); });
  on_window(main, "window.restore", windows, [](Window& window, Arguments) { window.restore(); });
}

void listen_to_contents(MainLink& main, Windows& windows) {
  using Arguments = const Value&;
  main.on("contents.load", [&windows](const Value& arguments, Reply) -> Result<void> {
    const auto id = number_of<ContentsId>(arguments[0], "contents");
    if (!id) return std::unexpected(id.error());
    const auto load = number_of<LoadId>(arguments[1], "load");
    if (!load) return std::unexpected(load.error());
    if (WebContents* contents = windows.find_contents(*id)) {
      contents->load(*load, text_of(arguments[2]), arguments[3]);
    }
    return {};
  });
  on_contents(main, "contents.reload", windows,
              [](WebContents& contents, Arguments) { contents.reload(); });
  on_contents(main, "contents.leave", windows, [](WebContents& contents, Arguments arguments) {
    contents.answer_objection(arguments[1].value_or<std::uint32_t>(0),
                              arguments[2].value_or(false));
  });
  on_contents(main, "contents.stop", windows,
              [](WebContents& contents, Arguments) { contents.stop(); });
  on_contents(main, "contents.go_back", windows,
              [](WebContents& contents, Arguments) { contents.go_back(); });
  on_contents(main, "contents.go_forward", windows,
              [](WebContents& contents, Arguments) { contents.go_forward(); });
  on_contents(main, "contents.watch_console", windows,
              [](WebContents& contents, Arguments) { contents.watch_console(); });
  on_contents(main, "contents.guard_leaving", windows,
              [](WebContents& contents, Arguments) { contents.guard_leaving(); });
  on_contents(main, "contents.answer_navigation", windows,
              [](WebContents& contents, Arguments arguments) {
                contents.answer_navigation(arguments[1].value_or<std::uint32_t>(0),
                                           arguments[2].value_or(true));
              });
  on_contents(main, "contents.reload_from_origin", windows,
              [](WebContents& contents, Arguments) { contents.reload_from_origin(); });
  on_contents(main, "contents.answer_login", windows,
              [](WebContents& contents, Arguments arguments) {
                const Value& given = arguments[2];
                std::optional<Credentials> credentials;
                if (given.is_object()) {
                  credentials = {text_of(given["user"]), text_of(given["password"])};
                }
                contents.logins().answer(arguments[1].value_or<std::uint32_t>(0), credentials);
              });
  on_contents(main, "contents.crash", windows,
              [](WebContents& contents, Arguments) { contents.crash(); });
  on_contents(main, "contents.open_devtools", windows,
              [](WebContents& contents, Arguments) { contents.devtools().open(); });
  on_contents(main, "contents.close_devtools", windows,
              [](WebContents& contents, Arguments) { contents.devtools().close(); });
}

void listen_to_menus(MainLink& main, Windows& windows) {
  main.on("menu.set_application",
          [&windows](const Value& arguments, Reply) { return windows.set_menu(arguments[0]); });
  main.on("menu.update", [&windows](const Value& arguments, Reply) -> Result<void> {
    const auto id = number_of<MenuItemId>(arguments[0], "menu item");
    if (!id) return std::unexpected(id.error());
    windows.update_menu_item(*id, arguments[1]);
    return {};
  });
  main.on("menu.perform", [&windows](const Value& arguments, Reply) -> Result<void> {
    const auto id = number_of<WindowId>(arguments[1], "window");
    if (!id) return std::unexpected(id.error());
    if (Window* window = windows.find(*id)) perform_role(text_of(arguments[0]), *window);
    return {};
  });
}

void listen_to_dialogs(MainLink& main, OpenDialogs& dialogs) {
  auto listen = [&](std::string channel, DialogParts (*make)(const Value&)) {
    main.on(std::move(channel),
            [&dialogs, make](const Value& arguments, Reply reply) -> Result<void> {
              const auto window = number_of<WindowId>(arguments[0], "window");
              if (!window) return std::unexpected(window.error());
              dialogs.show(make(arguments[1]), *window,
                           [reply](const Value& answer) { reply.resolve(answer); });
              return {};
            });
  };
  listen("dialog.open", &make_open_dialog);
  listen("dialog.save", &make_save_dialog);
  listen("dialog.message", &make_message_dialog);
}

}  // namespace cation::shell
