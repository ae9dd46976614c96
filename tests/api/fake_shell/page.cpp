#include "page.h"

#include <utility>

#include "clone/decoder.h"
#include "clone/encoder.h"

namespace cation::fake {

Page::Page(link::Link link, std::string token, std::uint64_t page)
    : peer_(std::move(link)), page_(page) {
  (void)peer_.post({.kind = ipc::Kind::hello, .channel = token});
  // Alone in its packet.
  (void)peer_.flush_blocking();
}

void Page::open_document(const std::string& url) {
  attach(true, url);
  main_frame_ = frame_;
}

void Page::attach(bool main, const std::string& url) {
  const std::uint32_t parent = main ? 0 : main_frame_;
  frame_ = ++last_frame_;
  post(ipc::Kind::frame_attached, 0, {},
       Value::array({Value::object({{"url", url},
                                    {"name", main ? "top" : "inner"},
                                    {"main", main},
                                    {"parent", parent},
                                    {"frameId", main ? 1 : 2},
                                    {"origin", main ? "page://top" : "page://inner"}})}));
}

void Page::post(ipc::Kind kind, std::uint32_t call, std::string_view channel, const Value& body) {
  auto bytes = clone::encode(body);
  (void)peer_.post({.kind = kind,
                    .call = call,
                    .page = page_,
                    .frame = frame_,
                    .channel = channel,
                    .body = *bytes});
  (void)peer_.flush_blocking();
}

void Page::answer(std::uint32_t call, bool resolved, const Value& value) {
  post(resolved ? ipc::Kind::resolve : ipc::Kind::reject, call, {}, value);
}

void Page::read() {
  auto state = peer_.dispatch([this](const ipc::Message& message, auto&) { take(message); });
  if (!state || *state == ipc::Peer::State::closed) peer_.link().close();
}

void Page::take(const ipc::Message& message) {
  // It has no ports.
  if (message.kind >= ipc::Kind::post) return;
  auto body = clone::decode(message.body);
  if (!body) return peer_.link().close();
  switch (message.kind) {
    case ipc::Kind::send: {
      if (message.channel == "arguments") {
        arguments_ = *body;
        return;
      }
      std::vector<Value> heard{message.channel};
      for (const Value& argument : *body) heard.push_back(argument);
      heard_.push_back(Value::array(std::move(heard)));
      return;
    }
    case ipc::Kind::resolve:
    case ipc::Kind::reject: {
      auto asked = asked_.extract(message.call);
      if (!asked.empty()) answer(asked.mapped(), message.kind == ipc::Kind::resolve, *body);
      return;
    }
    case ipc::Kind::execute:
      return run(message.call, (*body)[0].value_or<std::string>(""));
    default:
      return;
  }
}

void Page::ask(ipc::Kind kind, std::uint32_t call, const std::string& channel,
               const Value& arguments) {
  const std::uint32_t own = peer_.next_call();
  asked_.emplace(own, call);
  post(kind, own, channel, arguments);
}

void Page::run(std::uint32_t call, const std::string& script) {
  const std::size_t space = script.find(' ');
  const std::string word = script.substr(0, space);
  const std::string channel = space == script.npos ? "" : script.substr(space + 1);
  if (word == "invoke") return ask(ipc::Kind::invoke, call, channel, arguments_);
  if (word == "sync") return ask(ipc::Kind::send_sync, call, channel, arguments_);
  if (word == "object") return ask(ipc::Kind::invoke, call, channel, Value::object());
  if (word == "never") return;
  if (word == "die") return peer_.link().close();
  if (word == "throw") {
    return answer(call, false,
                  Value::error(ErrorKind::type_error, "no such thing", {{"code", "E_NONE"}}));
  }
  Value given = script;
  if (word == "send") {
    post(ipc::Kind::send, 0, channel, arguments_);
    given = Value();
  } else if (word == "heard") {
    given = Value::array(heard_);
  } else if (word == "garbage") {
    const std::vector<std::byte> bytes(3, std::byte{0xff});
    (void)peer_.post({.kind = ipc::Kind::send,
                      .page = page_,
                      .frame = frame_,
                      .channel = "garbage",
                      .body = bytes});
    given = Value();
  } else if (word == "frame") {
    attach(false, "page:inner");
    given = frame_;
  } else if (word == "next") {
    post(ipc::Kind::frame_detached, 0, {}, Value::array({false}));
    attach(false, "page:next");
    given = frame_;
  } else if (word == "tell") {
    post(ipc::Kind::frame_event, 0, channel, arguments_);
    given = Value();
  } else if (word == "unframe") {
    post(ipc::Kind::frame_detached, 0, {}, Value::array({true}));
    frame_ = main_frame_;
    given = Value();
  }
  // The script belongs to the main document, whichever speaks.
  const std::uint32_t speaking = std::exchange(frame_, main_frame_);
  answer(call, true, given);
  frame_ = speaking;
}

}  // namespace cation::fake
