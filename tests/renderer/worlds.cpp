#include "worlds.h"

#include "clone/decoder.h"
#include "clone/encoder.h"
#include "ipc/port_wire.h"

namespace cation::renderer {
namespace {

// What a browser's window has and a bare realm lacks.
constexpr const char* window = R"js(
  globalThis.window = globalThis;
  globalThis.reports = [];
  globalThis.logs = [];
  globalThis.timers = [];
  globalThis.console = { error: (...args) => logs.push(args.map(String).join(" ")) };
  globalThis.reportError = (reason) => reports.push(String(reason));
  globalThis.setTimeout = (callback) => timers.push(callback);
  globalThis.clearTimeout = () => {};
  globalThis.Event = class Event {};
  globalThis.MessageEvent = class MessageEvent extends Event {};
  globalThis.EventTarget = class EventTarget {
    static #listeners = new WeakMap();
    addEventListener(type, listener) { EventTarget.#listeners.set(this, listener); }
    removeEventListener() {}
    dispatchEvent(event) {
      try { EventTarget.#listeners.get(this)?.(event); } catch (error) { reports.push(String(error)); }
      return true;
    }
  };
  globalThis.MessagePort = class MessagePort extends EventTarget {
    #handler = null;
    get onmessage() { return this.#handler; }
    set onmessage(handler) { this.#handler = handler; }
    postMessage() {}
    start() {}
    close() {}
  };
  globalThis.MessageChannel = class MessageChannel {
    port1 = new MessagePort();
    port2 = new MessagePort();
  };
  globalThis.structuredClone = (value) => value;
  globalThis.crypto = { getRandomValues: (array) => array.fill(7) };
  // Whether the value's prototypes end in another realm than this one. An object without a prototype
  // tells nothing of its realm.
  globalThis.isForeign = (() => {
    const { getPrototypeOf } = Reflect;
    const end = Object.prototype;
    return (value) => {
      let last = value;
      for (let next = value; next !== null; next = getPrototypeOf(next)) last = next;
      return last !== value && last !== end;
    };
  })();
)js";

JsContext make_world(JSContextGroupRef group) {
  JSGlobalContextRef raw = JSGlobalContextCreateInGroup(group, nullptr);
  JsContext world(raw);
  JSGlobalContextRelease(raw);
  JSEvaluateScript(raw, JsString(window).get(), nullptr, nullptr, 1, nullptr);
  return world;
}

Value decoded(Host::Body body) {
  auto value = clone::decode(body);
  EXPECT_TRUE(value) << value.error().message;
  return value ? *value : Value();
}

}  // namespace

Result<std::uint32_t> FakeHost::post(ipc::Kind kind, std::optional<std::uint32_t> call,
                                     std::string_view channel, Body body) {
  if (broken) return std::unexpected(*broken);
  const std::uint32_t number = call ? *call : ++last_call_;
  if (kind == ipc::Kind::post) {
    const auto parts = ipc::parse_with_ports(body);
    if (!parts) return std::unexpected(parts.error());
    body = parts->clone;
  }
  posted.push_back({kind, number, std::string(channel), decoded(body)});
  return number;
}

Result<void> FakeHost::call_and_wait(ipc::Kind kind, std::string_view channel, Body body,
                                     const std::function<void(const ipc::Message&)>& answer_to) {
  if (broken) return std::unexpected(*broken);
  if (kind == ipc::Kind::read_file) {
    files_asked.emplace_back(channel);
    if (!channel.starts_with("/app/")) {
      const auto refusal = clone::encode(Value::error(ErrorKind::error, "it lies outside of /app",
                                                      {{"code", "ERR_ACCESS_DENIED"}}));
      answer_to({.kind = ipc::Kind::reject, .body = *refusal});
      return {};
    }
    const auto file = files.find(std::string(channel));
    const auto text = clone::encode(file == files.end() ? Value(nullptr) : Value(file->second));
    answer_to({.kind = ipc::Kind::resolve, .body = *text});
    return {};
  }
  if (kind == ipc::Kind::read_environment) {
    ++environments_asked;
    const auto variables = clone::encode(Value::object({{"HOME", "/home/me"}, {"EMPTY", ""}}));
    answer_to({.kind = ipc::Kind::resolve, .body = *variables});
    return {};
  }
  posted.push_back({kind, 0, std::string(channel), decoded(body)});
  const auto bytes = clone::encode(answer);
  answer_to({.kind = answer_kind, .body = *bytes});
  return {};
}

JSGlobalContextRef FakeHost::other_world(const std::string& number) {
  auto found = others_.find(number);
  if (found == others_.end()) found = others_.emplace(number, make_world(group)).first;
  return found->second.get();
}

void FakeHost::preload_failed(const std::string& path, const std::string& message) {
  preload_errors.push_back(path + "\n" + message);
}

Worlds::Worlds(Isolation isolation) {
  JSContextGroupRef group = JSContextGroupCreate();
  host.group = group;
  page_ = make_world(group);
  isolated_ = isolation == Isolation::on ? make_world(group) : page_;
  JSContextGroupRelease(group);
  config.versions = {{"cation", "0.1.0"}, {"webkit", "2.50.6"}};
  config.context_isolated = isolation == Isolation::on;
  config.preload = "/app/preload.js";
}

Worlds::~Worlds() = default;

void Worlds::preload(const std::string& source) {
  config.source = source;
  auto realm = Realm::create(isolated_.get(), page_.get(), config, host);
  ASSERT_TRUE(realm) << realm.error().message;
  realm_ = std::move(*realm);
  realm_->start();
}

void Worlds::receive(ipc::Kind kind, std::uint32_t call, const std::string& channel,
                     const Value& body) {
  const auto bytes = clone::encode(body);
  ASSERT_TRUE(bytes) << bytes.error().message;
  realm_->receive({.kind = kind, .call = call, .channel = channel, .body = *bytes});
}

void Worlds::run_timers() {
  isolated("for (const callback of timers.splice(0)) callback()");
  page("for (const callback of timers.splice(0)) callback()");
}

void Worlds::leak(const std::string& script, const char* name) {
  const JSValueRef value =
      JSEvaluateScript(isolated_.get(), JsString(script).get(), nullptr, nullptr, 1, nullptr);
  set_property(page_.get(), JSContextGetGlobalObject(page_.get()), name, value);
}

std::string Worlds::evaluate(JSContextRef context, const std::string& script) {
  JSValueRef thrown = nullptr;
  JSValueRef value =
      JSEvaluateScript(context, JsString(script).get(), nullptr, nullptr, 1, &thrown);
  return value != nullptr ? describe(context, value) : "thrown: " + describe(context, thrown);
}

}  // namespace cation::renderer
