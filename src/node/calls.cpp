// The methods that JavaScript calls by name.

#include <functional>
#include <map>
#include <string>

#include "main/dialog.h"
#include "node/bridge.h"

namespace cation::node {

namespace {

using Method = std::function<Result<Value>(Bridge&, const Value& arguments)>;

std::uint32_t number(const Value& arguments, int index) {
  return arguments[index].value_or<std::uint32_t>(0);
}
std::string text(const Value& arguments, int index) {
  return arguments[index].value_or<std::string>("");
}

std::unexpected<Error> destroyed() { return fail("Object has been destroyed", "ERR_DESTROYED"); }

template <typename Run>
Method on_window(Run run) {
  return [run](Bridge& bridge, const Value& arguments) -> Result<Value> {
    main::BrowserWindow* window = bridge.host().window(number(arguments, 0));
    if (window == nullptr) return destroyed();
    return run(*window, arguments);
  };
}

template <typename Run>
Method on_contents(Run run) {
  return [run](Bridge& bridge, const Value& arguments) -> Result<Value> {
    main::WebContents* contents = bridge.host().contents(number(arguments, 0));
    if (contents == nullptr) return destroyed();
    return run(bridge, *contents, arguments);
  };
}

Value value_of(const main::Bounds& bounds) {
  return Value::object(
      {{"x", bounds.x}, {"y", bounds.y}, {"width", bounds.width}, {"height", bounds.height}});
}

Value facts_of(const main::BrowserWindow& window) {
  const main::Bounds& bounds = window.bounds();
  return Value::object({{"title", window.title()},
                        {"x", bounds.x},
                        {"y", bounds.y},
                        {"width", bounds.width},
                        {"height", bounds.height},
                        {"visible", window.is_visible()},
                        {"focused", window.is_focused()},
                        {"minimized", window.is_minimized()},
                        {"maximized", window.is_maximized()},
                        {"fullscreen", window.is_fullscreen()},
                        {"painted", window.is_painted()},
                        {"bar", window.menu_bar_height()},
                        {"normal", value_of(window.normal_bounds())},
                        {"parent", window.parent()},
                        {"manners", window.manners().all()}});
}

Value facts_of(Bridge& bridge, const main::WebContents& contents) {
  const auto sandboxed = bridge.host().is_sandboxed(contents);
  auto facts = contents.facts();
  facts.emplace_back("sandboxed", sandboxed ? Value(*sandboxed) : Value(nullptr));
  return Value::object(std::move(facts));
}

Value process_of(Bridge& bridge, const main::WebContents& contents) {
  const ipc::Router& router = bridge.host().router();
  const ipc::RendererId renderer = router.renderer_of(contents.id());
  return Value::object({{"renderer", renderer}, {"pid", router.process_of(renderer)}});
}

Result<Value> load(Bridge& bridge, main::WebContents& contents, const Value& arguments) {
  Ticket ticket = number(arguments, 3);
  contents.load_url(
      text(arguments, 1), arguments[2], [&bridge, ticket](const main::LoadFailure* failure) {
        if (failure == nullptr) return bridge.settle(ticket, Value());
        bridge.emit({"settled", ticket, false,
                     Value::object(
                         {{"message", failure->description + " (" + std::to_string(failure->code) +
                                          ") loading '" + failure->url + "'"},
                          {"errno", failure->code},
                          {"code", failure->description},
                          {"url", failure->url}})});
      });
  return Value();
}

/// A scope as JavaScript names it: [contents, place], zeroes for what it is not.
ipc::Scope scope_of(const Value& arguments, int index) {
  const Value& scope = arguments[index];
  if (std::uint32_t place = number(scope, 1)) return ipc::PlaceId{place};
  if (ipc::ContentsId contents = number(scope, 0)) return contents;
  return std::monostate{};
}

template <typename Show>
Method dialog(Show show) {
  return [show](Bridge& bridge, const Value& arguments) -> Result<Value> {
    Ticket ticket = number(arguments, 2);
    show(bridge.host(), number(arguments, 0), arguments[1],
         [&bridge, ticket](Result<Value> result) { bridge.settle(ticket, result); });
    return Value();
  };
}

const std::map<std::string, Method, std::less<>>& methods() {
  using main::BrowserWindow;
  static const std::map<std::string, Method, std::less<>> table = {
      {"app.quit",
       [](Bridge& bridge, const Value&) -> Result<Value> {
         bridge.host().app().quit();
         return Value();
       }},
      {"app.exit",
       [](Bridge& bridge, const Value& a) -> Result<Value> {
         bridge.host().app().exit(a[0].value_or(0));
         return Value();
       }},
      {"app.set_name",
       [](Bridge& bridge, const Value& a) -> Result<Value> {
         bridge.host().set_app_name(text(a, 0));
         return Value();
       }},
      {"app.flush",
       [](Bridge& bridge, const Value&) -> Result<Value> {
         bridge.host().flush();
         return Value();
       }},
      {"app.abandon",
       [](Bridge& bridge, const Value&) -> Result<Value> {
         bridge.host().abandon();
         return Value();
       }},
      {"window.create",
       [](Bridge& bridge, const Value& a) -> Result<Value> {
         BrowserWindow& window = bridge.host().create_window(a[0]);
         return Value::object(
             {{"id", window.id()},
              {"contents", window.contents().id()},
              {"place", static_cast<std::uint32_t>(
                            bridge.host().router().main_place(window.contents().id()))}});
       }},
      {"window.facts", on_window([](BrowserWindow& w, const Value&) { return facts_of(w); })},
      {"window.set_title", on_window([](BrowserWindow& w, const Value& a) {
         w.set_title(text(a, 1));
         return Value();
       })},
      {"window.set_bounds", on_window([](BrowserWindow& w, const Value& a) {
         w.set_bounds(a[1]);
         return Value();
       })},
      {"window.set", on_window([](BrowserWindow& w, const Value& a) -> Result<Value> {
         if (auto set = w.set(text(a, 1), a[2]); !set) return std::unexpected(set.error());
         return Value();
       })},
      {"window.set_parent", on_window([](BrowserWindow& w, const Value& a) -> Result<Value> {
         if (auto set = w.set_parent(number(a, 1)); !set) return std::unexpected(set.error());
         return Value();
       })},
      {"window.set_menu", on_window([](BrowserWindow& w, const Value& a) {
         w.set_menu(a[1]);
         return Value();
       })},
      {"window.set_fullscreen", on_window([](BrowserWindow& w, const Value& a) {
         w.set_fullscreen(a[1].value_or(false));
         return Value();
       })},
      {"window.show", on_window([](BrowserWindow& w, const Value&) {
         w.show();
         return Value();
       })},
      {"window.show_inactive", on_window([](BrowserWindow& w, const Value&) {
         w.show_inactive();
         return Value();
       })},
      {"window.hide", on_window([](BrowserWindow& w, const Value&) {
         w.hide();
         return Value();
       })},
      {"window.order", on_window([](BrowserWindow& w, const Value& a) {
         w.order(text(a, 1));
         return Value();
       })},
      {"window.close", on_window([](BrowserWindow& w, const Value&) {
         w.close();
         return Value();
       })},
      {"window.destroy", on_window([](BrowserWindow& w, const Value&) {
         w.destroy();
         return Value();
       })},
      {"contents.facts",
       on_contents([](Bridge& b, main::WebContents& c, const Value&) { return facts_of(b, c); })},
      {"contents.process",
       on_contents([](Bridge& b, main::WebContents& c, const Value&) { return process_of(b, c); })},
      {"contents.load", on_contents(load)},
      {"contents.order", on_contents([](Bridge&, main::WebContents& c, const Value& a) {
         c.order(text(a, 1));
         return Value();
       })},
      {"contents.tell", on_contents([](Bridge& bridge, main::WebContents& c, const Value& a) {
         std::vector<Value> words{c.id()};
         for (std::size_t i = 0; i < a[2].size(); ++i) words.push_back(a[2][i]);
         bridge.host().shell().tell(text(a, 1), std::move(words));
         return Value();
       })},
      {"contents.ask", on_contents([](Bridge& bridge, main::WebContents& c, const Value& a) {
         bridge.host().shell().ask(text(a, 1), {c.id(), a[2]},
                                   [&bridge, ticket = number(a, 3)](const Result<Value>& answer) {
                                     bridge.settle(ticket, answer);
                                   });
         return Value();
       })},
      {"contents.set_zoom", on_contents([](Bridge&, main::WebContents& c, const Value& a) {
         c.set_zoom(a[1].value_or(1.0));
         return Value();
       })},
      {"contents.set_muted", on_contents([](Bridge&, main::WebContents& c, const Value& a) {
         c.set_muted(a[1].value_or(false));
         return Value();
       })},
      {"contents.set_user_agent", on_contents([](Bridge&, main::WebContents& c, const Value& a) {
         c.set_user_agent(text(a, 1));
         return Value();
       })},
      {"contents.reload_frame", on_contents([](Bridge&, main::WebContents& c, const Value& a) {
         return Value(c.reload_frame(ipc::PlaceId{number(a, 1)}));
       })},
      {"contents.watch_console", on_contents([](Bridge&, main::WebContents& c, const Value&) {
         c.watch_console();
         return Value();
       })},
      {"contents.watch_navigation", on_contents([](Bridge&, main::WebContents& c, const Value&) {
         c.watch_navigation();
         return Value();
       })},
      {"contents.answer_login", on_contents([](Bridge&, main::WebContents& c, const Value& a) {
         c.answer_login(number(a, 1), a[2]);
         return Value();
       })},
      {"contents.insert_css",
       on_contents([](Bridge& bridge, main::WebContents& c, const Value& a) -> Result<Value> {
         c.insert_css(text(a, 1), [&bridge, ticket = number(a, 2)](Result<std::string> key) {
           bridge.settle(ticket, key ? Result<Value>(*key) : std::unexpected(key.error()));
         });
         return Value();
       })},
      {"contents.remove_inserted_css",
       on_contents([](Bridge& bridge, main::WebContents& c, const Value& a) -> Result<Value> {
         c.remove_inserted_css(text(a, 1), [&bridge, ticket = number(a, 2)](Result<void> done) {
           bridge.settle(ticket, done ? Result<Value>() : std::unexpected(done.error()));
         });
         return Value();
       })},
      {"guest.amend",
       [](Bridge& bridge, const Value& a) -> Result<Value> {
         bridge.amend_guest(a[0], a[1]);
         return Value();
       }},
      {"handlers.add",
       [](Bridge& bridge, const Value& a) -> Result<Value> {
         auto id = bridge.host().router().handlers().add(scope_of(a, 0), text(a, 1));
         if (!id) return std::unexpected(id.error());
         return Value(*id);
       }},
      {"handlers.remove",
       [](Bridge& bridge, const Value& a) -> Result<Value> {
         auto id = bridge.host().router().handlers().remove(scope_of(a, 0), text(a, 1));
         return id ? Value(*id) : Value();
       }},
      {"menu.build",
       [](Bridge& bridge, const Value& a) { return bridge.host().menu().build(a[0]); }},
      {"menu.set_application",
       [](Bridge& bridge, const Value& a) -> Result<Value> {
         bridge.host().menu().set_application(a[0]);
         return Value();
       }},
      {"menu.update",
       [](Bridge& bridge, const Value& a) -> Result<Value> {
         bridge.host().menu().update(number(a, 0), a[1]);
         return Value();
       }},
      {"menu.perform",
       [](Bridge& bridge, const Value& a) -> Result<Value> {
         bridge.host().menu().perform(number(a, 0), number(a, 1));
         return Value();
       }},
      {"dialog.open", dialog(main::show_open_dialog)},
      {"dialog.save", dialog(main::show_save_dialog)},
      {"dialog.message", dialog(main::show_message_box)},
  };
  return table;
}

}  // namespace

Result<Value> call_method(Bridge& bridge, std::string_view method, const Value& arguments) {
  auto found = methods().find(method);
  if (found == methods().end()) return fail("There is no method " + std::string(method));
  return found->second(bridge, arguments);
}

}  // namespace cation::node
