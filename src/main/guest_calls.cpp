#include "main/guest_calls.h"

#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <utility>

#include "clone/encoder.h"
#include "main/guests.h"
#include "main/host.h"

namespace cation::main {

namespace {

using SharedReply = std::shared_ptr<ipc::Reply>;

/// A call under way: `arguments` are those of the method, behind contents and method.
struct Call {
  Host& host;
  Guest& guest;
  const Value& arguments;
  SharedReply reply;

  WebContents& contents() const { return guest.contents(); }
  const Value& operator[](int index) const { return arguments[index + 2]; }
  std::string text(int index) const { return (*this)[index].value_or<std::string>(""); }
  void resolve(const Value& value = Value()) const { answer(*reply, value); }
  static void answer(ipc::Reply& reply, const Result<Value>& value) {
    if (!value)
      return reply.reject(*clone::encode(
          Value::error(ErrorKind::error, value.error().message, {{"code", value.error().code}})));
    const auto body = clone::encode(*value);
    body ? reply.resolve(*body) : reply.reject(body.error().message);
  }
};

using Method = std::function<void(const Call&)>;

/// What the shell does by one word.
Method order(const char* word) {
  return [word](const Call& call) {
    call.contents().order(word);
    call.resolve();
  };
}

/// What the shell does with an argument, as it stands.
Method tell(const char* word) {
  return [word](const Call& call) {
    call.host.shell().tell(word, {call.contents().id(), call[0], call[1], call[2]});
    call.resolve();
  };
}

Method edit(const char* command) {
  return [command](const Call& call) {
    call.host.shell().tell("contents.edit", {call.contents().id(), command});
    call.resolve();
  };
}

Method ask(const char* word) {
  return [word](const Call& call) {
    call.host.shell().ask(
        word, {call.contents().id(), call[0]},
        [reply = call.reply](const Result<Value>& answer) { Call::answer(*reply, answer); });
  };
}

/// Those of a guest's element, as a window's page has them.
Value load_options(const Value& given) {
  const auto referrer = given["httpReferrer"].value_or<std::string>("");
  auto headers = given["extraHeaders"].value_or<std::string>("");
  if (!referrer.empty()) headers = "Referer: " + referrer + "\n" + headers;
  return Value::object({{"userAgent", given["userAgent"]},
                        {"extraHeaders", headers.empty() ? Value() : Value(headers)}});
}

void load(const Call& call) {
  call.contents().load_url(
      call.text(0), load_options(call[1]), [reply = call.reply](const LoadFailure* failure) {
        if (failure == nullptr) return Call::answer(*reply, Value());
        const std::string message = failure->description + " (" + std::to_string(failure->code) +
                                    ") loading '" + failure->url + "'";
        reply->reject(*clone::encode(Value::error(
            ErrorKind::error, message,
            {{"errno", failure->code}, {"code", failure->description}, {"url", failure->url}})));
      });
}

void execute(const Call& call) {
  const auto script = clone::encode(Value::array({call.text(0), ""}));
  if (!script) return call.reply->reject(script.error().message);
  call.host.router().execute(call.contents().id(), "main", *script,
                             [reply = call.reply](bool resolved, ipc::Body answer) {
                               resolved ? reply->resolve(answer) : reply->reject(answer);
                             });
}

void insert_css(const Call& call) {
  call.contents().insert_css(call.text(0), [reply = call.reply](Result<std::string> key) {
    Call::answer(*reply, key ? Result<Value>(*key) : std::unexpected(key.error()));
  });
}

void remove_css(const Call& call) {
  call.contents().remove_inserted_css(call.text(0), [reply = call.reply](Result<void> done) {
    Call::answer(*reply, done ? Result<Value>(Value()) : std::unexpected(done.error()));
  });
}

void send_to_frame(const Call& call) {
  const Value& frame = call[0];
  const bool is_pair = frame.is_array();
  ipc::FrameKey key{.renderer = call.host.router().renderer_of(call.contents().id()),
                    .frame = (is_pair ? frame[1] : frame).value_or<std::uint32_t>(0)};
  if (is_pair) key.renderer = frame[0].value_or<ipc::RendererId>(0);
  const ipc::Frame* target = call.host.router().frame(key);
  // It says nothing to frames of others.
  if (target == nullptr || target->contents != call.contents().id()) return call.resolve();
  const auto body = clone::encode(call[2]);
  if (!body) return call.reply->reject(body.error().message);
  (void)call.host.router().send(key, call.text(1), *body);
  call.resolve();
}

const std::map<std::string, Method, std::less<>>& methods() {
  static const std::map<std::string, Method, std::less<>> table = {
      {"loadURL", &load},
      {"reload", order("reload")},
      {"reloadIgnoringCache", order("reload_from_origin")},
      {"stop", order("stop")},
      {"goBack", order("go_back")},
      {"goForward", order("go_forward")},
      {"goToOffset", tell("contents.go_to")},
      {"clearHistory", order("clear_history")},
      {"openDevTools", order("open_devtools")},
      {"closeDevTools", order("close_devtools")},
      {"executeJavaScript", &execute},
      {"insertCSS", &insert_css},
      {"removeInsertedCSS", &remove_css},
      {"sendToFrame", &send_to_frame},
      {"setUserAgent",
       [](const Call& call) {
         call.contents().set_user_agent(call.text(0));
         call.resolve();
       }},
      {"setAudioMuted",
       [](const Call& call) {
         call.contents().set_muted(call[0].value_or(false));
         call.resolve();
       }},
      {"setZoomFactor",
       [](const Call& call) {
         call.contents().set_zoom(call[0].value_or(1.0));
         call.resolve();
       }},
      {"undo", edit("Undo")},
      {"redo", edit("Redo")},
      {"cut", edit("Cut")},
      {"copy", edit("Copy")},
      {"paste", edit("Paste")},
      {"pasteAndMatchStyle", edit("PasteAsPlainText")},
      {"delete", edit("Delete")},
      {"selectAll", edit("SelectAll")},
      {"unselect", edit("Unselect")},
      {"replace", tell("contents.insert_text")},
      {"insertText", tell("contents.insert_text")},
      // requestId, text, options; action.
      {"findInPage", tell("contents.find")},
      {"stopFindInPage", tell("contents.stop_find")},
      {"downloadURL", tell("contents.download")},
      {"print", ask("contents.print")},
      {"printToPDF", ask("contents.print_to_pdf")},
      {"capturePage", ask("contents.capture")},
  };
  return table;
}

}  // namespace

void call_guest(Host& host, Guest& guest, const Value& arguments, ipc::Reply reply) {
  const auto name = arguments[1].value_or<std::string>("");
  const auto method = methods().find(name);
  if (method == methods().end())
    return reply.reject("There is no method of a guest with this name: " + name);
  method->second({host, guest, arguments, std::make_shared<ipc::Reply>(std::move(reply))});
}

void load_guest(Guest& guest, const std::string& url, const std::string& referrer) {
  if (url.empty()) return;
  guest.contents().load_url(url, load_options(Value::object({{"httpReferrer", referrer}})),
                            [](const LoadFailure*) {});
}

}  // namespace cation::main
