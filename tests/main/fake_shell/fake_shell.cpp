// A shell without windows: it answers main's words as the real one would, by simple rules that the
// tests know. A page's address says what comes of loading it.

#include <cstdlib>
#include <string>
#include <vector>

#include "clone/decoder.h"
#include "clone/encoder.h"
#include "ipc/peer.h"

using namespace cation;

namespace {

class FakeShell {
 public:
  explicit FakeShell(link::Link link) : peer_(std::move(link)) {}

  int run() {
    if (std::getenv("CATION_FAKE_SHELL_FAILS") != nullptr) {
      say("failed", {"There is no display", "ERR_NO_DISPLAY"});
      return 1;
    }
    say("ready", {Value::object({{"webkit", "0"}, {"gtk", "0"}})});
    while (peer_.is_open()) {
      auto state = peer_.dispatch([this](const ipc::Message& message, auto&) { take(message); });
      if (!state) return 2;
      if (*state == ipc::Peer::State::closed) return 0;
      if (peer_.link().wants_write()) (void)peer_.flush_blocking();
      if (*state == ipc::Peer::State::idle) (void)peer_.link().wait_readable();
    }
    return 0;
  }

 private:
  void say(std::string_view channel, std::vector<Value> arguments) {
    auto body = clone::encode(Value::array(std::move(arguments)));
    (void)peer_.post({.kind = ipc::Kind::send,
                      .call = 0,
                      .page = 0,
                      .frame = 0,
                      .channel = channel,
                      .body = *body});
    (void)peer_.flush_blocking();
  }

  void take(const ipc::Message& message) {
    Value arguments = *clone::decode(message.body);
    if (message.channel == "contents.load") return load(arguments);
    if (message.channel == "contents.open_window") return open_window(arguments);
    if (message.channel == "contents.leave")
      return arguments[2].value_or(false) ? say("window.closed", {arguments[0]}) : void();
    if (message.channel == "window.close") return close(arguments[0]);
    if (message.channel == "window.create") return describe(arguments[0]);
    if (message.channel == "menu.set_application" || message.channel == "menu.update")
      menu_ += arguments[message.channel == "menu.update" ? 1 : 0].debug_string() + " ";
    if (message.channel == "window.set_title")
      return say("window.title", {arguments[0], arguments[1].value_or<std::string>("") + " (set)"});
    if (message.kind == ipc::Kind::invoke) {
      // A message is dismissed.
      auto body = clone::encode(Value::object({{"canceled", false},
                                               {"filePaths", Value::array({"/chosen"})},
                                               {"response", arguments[1]["cancelId"]}}));
      (void)peer_.post({.kind = ipc::Kind::resolve,
                        .call = message.call,
                        .page = 0,
                        .frame = 0,
                        .channel = {},
                        .body = *body});
    }
  }

  /// Closes a window; one whose page objects only where main will have it.
  void close(const Value& window) {
    if (!objects_) return say("window.closed", {window});
    say("contents.prevents_unload", {window, 3, true});
  }

  /// Says as an error of its preload script how a window was asked for, and which menu it gets.
  void describe(const Value& window) {
    if (window["webPreferences"]["preload"].value_or<std::string>("") != "/describe") return;
    const auto text = [&](const char* name) { return window[name].debug_string(); };
    say("contents.preload_error",
        {window["contents"],
         text("title") + " " + text("x") + "," + text("y") + " " + text("width") + "x" +
             text("height") + (window["show"].value_or(true) ? "" : " hidden") +
             (window["center"].value_or(true) ? " centered" : "") +
             (window["fullscreen"].value_or(true) ? " fullscreen" : ""),
         menu_});
    if (text("title") == "\"moves\"") {
      say("window.event", {window["id"], "move",
                           Value::object({{"x", 7}, {"y", 8}, {"width", 90}, {"height", 91}})});
      say("window.event", {window["id"], "maximize"});
    }
  }

  void open_window(const Value& arguments) {
    const Value& window = arguments[1];
    if (!window.is_object()) return say("window.title", {1, "refused"});
    const bool isolated = window["webPreferences"]["contextIsolation"].value_or(true);
    say("window.title", {window["id"], isolated ? "opened" : "opened without isolation"});
  }

  void load(const Value& arguments) {
    Value contents = arguments[0], load = arguments[1], url = arguments[2];
    auto address = url.value_or<std::string>("");
    if (address == "die:") std::_Exit(7);
    if (address == "hang:") return;
    objects_ = address == "objects:";
    if (address == "opens:")
      return say("contents.window_open",
                 {contents, 5,
                  Value::object(
                      {{"url", "child:"}, {"frameName", "kid"}, {"disposition", "new-window"}})});
    if (address == "stops:") {
      say("contents.responsive", {contents, false});
      return say("contents.responsive", {contents, true});
    }
    if (address == "ask-to-close:") return say("window.close_requested", {contents});
    say("contents.started", {contents, load, url});
    if (address == "bad:")
      return say("contents.failed", {contents, load, -6, "ERR_FILE_NOT_FOUND", url});
    say("contents.committed", {contents, load, url});
    say("contents.finished", {contents, load, url});
  }

  ipc::Peer peer_;
  std::string menu_;
  bool objects_ = false;
};

}  // namespace

int main() {
  auto link = link::Link::adopt(link::UniqueFd(3));
  return link ? FakeShell(std::move(*link)).run() : 1;
}
