#include "renderer/natives.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "renderer/console_bounds.h"
#include "renderer/embedded.h"
#include "renderer/js_class.h"
#include "renderer/process_info.h"

namespace cation::renderer {
namespace {

// What a native function carries; the engine's collector ends it, on a thread of its choice.
using Carried = std::weak_ptr<Realm>;

void finalize(JSObjectRef function) {
  const std::unique_ptr<Carried> carried(static_cast<Carried*>(JSObjectGetPrivate(function)));
}

}  // namespace

JSValueRef Natives::Call::argument(std::size_t index) const {
  return index < arguments.size() ? arguments[index] : undefined();
}

double Natives::Call::number_argument(std::size_t index) const {
  return JSValueToNumber(context, argument(index), nullptr);
}

JsString Natives::Call::string_argument(std::size_t index) const {
  JSStringRef text = JSValueToStringCopy(context, argument(index), nullptr);
  return text != nullptr ? JsString::adopt(text) : JsString("");
}

JSValueRef Natives::Call::fail(const Error& error) const {
  *exception = make_error(context, error.message, error.code);
  return undefined();
}

std::span<const std::byte> Natives::Call::output(std::size_t end_argument) const {
  const double end = number_argument(end_argument);
  const auto& bytes = realm.output_bytes_;
  return bytes.first(end >= 0 ? std::min(static_cast<std::size_t>(end), bytes.size()) : 0);
}

JSValueRef Natives::use_output(const Call& call) {
  JSObjectRef array = JSValueToObject(call.context, call.argument(0), nullptr);
  if (array == nullptr ||
      JSValueGetTypedArrayType(call.context, array, nullptr) != kJSTypedArrayTypeUint8Array)
    return call.fail({"The output must be a Uint8Array", ""});
  auto* memory =
      static_cast<const std::byte*>(JSObjectGetTypedArrayBytesPtr(call.context, array, nullptr));
  // The pointer is the buffer's, wherever the view begins.
  memory += JSObjectGetTypedArrayByteOffset(call.context, array, nullptr);
  const std::size_t size = JSObjectGetTypedArrayByteLength(call.context, array, nullptr);
  call.realm.output_ = JsKept(call.realm.own_.get(), array);
  call.realm.output_bytes_ = {memory, size};
  return call.undefined();
}

JSValueRef Natives::post(const Call& call) {
  const double number = call.number_argument(1);
  const auto bytes = call.output(3);
  const auto name = bytes.first(
      std::min(static_cast<std::size_t>(std::max(0.0, call.number_argument(2))), bytes.size()));
  auto posted = call.realm.host_.post(
      static_cast<ipc::Kind>(call.number_argument(0)),
      number < 0 ? std::nullopt : std::optional(static_cast<std::uint32_t>(number)),
      {reinterpret_cast<const char*>(name.data()), name.size()}, bytes.subspan(name.size()));
  return posted ? call.number(*posted) : call.fail(posted.error());
}

JSValueRef Natives::flush(const Call& call) {
  call.realm.host_.flush();
  return call.undefined();
}

JSValueRef Natives::call_sync(const Call& call) {
  const auto kind = static_cast<ipc::Kind>(call.number_argument(0));
  const auto bytes = call.output(2);
  const auto name = bytes.first(
      std::min(static_cast<std::size_t>(std::max(0.0, call.number_argument(1))), bytes.size()));
  double length = 0;
  // The document may end while it waits.
  const auto alive = call.realm.shared_from_this();
  auto done =
      alive->host_.call_and_wait(kind, {reinterpret_cast<const char*>(name.data()), name.size()},
                                 bytes.subspan(name.size()), [&](const ipc::Message& answer) {
                                   alive->hold(answer.body);
                                   length = static_cast<double>(answer.body.size());
                                   if (answer.kind == ipc::Kind::reject) length = -1 - length;
                                 });
  return done ? call.number(length) : call.fail(done.error());
}

JSValueRef Natives::Call::evaluate_in(JSContextRef world, std::size_t code_argument) const {
  const JsString code = string_argument(code_argument);
  const JsString url = string_argument(code_argument + 1);
  JSValueRef result = JSEvaluateScript(world, code.get(), nullptr, url.get(), 1, exception);
  return result != nullptr ? result : undefined();
}

JSValueRef Natives::evaluate(const Call& call) { return call.evaluate_in(call.realm.page_.get()); }

JSValueRef Natives::evaluate_own(const Call& call) {
  return call.evaluate_in(call.realm.own_.get());
}

JSValueRef Natives::page_kit(const Call& call) {
  if (!call.realm.apart_) return call.undefined();
  const std::array is_page{JSValueMakeBoolean(call.context, true)};
  auto kit =
      call.realm.run_embedded(call.realm.page_.get(), page_script(), "cation:bridge", is_page);
  return kit ? *kit : call.fail(kit.error());
}

JSValueRef Natives::world_kit(const Call& call) {
  JSGlobalContextRef world = call.realm.host_.other_world(call.string_argument(0).to_utf8());
  if (world == nullptr) return call.fail({"The document has gone", "ERR_FRAME_GONE"});
  const std::array is_page{JSValueMakeBoolean(world, false)};
  auto kit = call.realm.run_embedded(world, page_script(), "cation:bridge", is_page);
  return kit ? *kit : call.fail(kit.error());
}

JSValueRef Natives::evaluate_in_world(const Call& call) {
  JSGlobalContextRef world = call.realm.host_.other_world(call.string_argument(0).to_utf8());
  if (world == nullptr) return call.fail({"The document has gone", "ERR_FRAME_GONE"});
  return call.evaluate_in(world, 1);
}

JSValueRef Natives::frame_number(const Call& call) {
  return call.number(call.realm.host_.frame_number());
}

JSValueRef Natives::related_frame(const Call& call) {
  const std::uint32_t number = call.realm.host_.related_frame(
      static_cast<std::uint32_t>(call.number_argument(0)), call.string_argument(1).to_utf8(),
      call.string_argument(2).to_utf8());
  return call.number(number);
}

JSValueRef Natives::execute_in_frame(const Call& call) {
  const auto bytes = call.output(2);
  const auto name = bytes.first(
      std::min(static_cast<std::size_t>(std::max(0.0, call.number_argument(1))), bytes.size()));
  auto asked = call.realm.host_.execute_in_frame(
      static_cast<std::uint32_t>(call.number_argument(0)),
      {reinterpret_cast<const char*>(name.data()), name.size()}, bytes.subspan(name.size()));
  return asked ? call.number(*asked) : call.fail(asked.error());
}

JSValueRef Natives::zoom(const Call& call) { return call.number(call.realm.host_.zoom()); }

JSValueRef Natives::set_zoom(const Call& call) {
  call.realm.host_.set_zoom(call.number_argument(0));
  return call.undefined();
}

JSValueRef Natives::node_to_page(const Call& call) {
  JSValueRef face = call.realm.host_.node_face(call.context, call.argument(0), Host::World::page);
  return face != nullptr ? face : call.undefined();
}

JSValueRef Natives::node_from_page(const Call& call) {
  JSValueRef face =
      call.realm.host_.node_face(call.context, call.argument(0), Host::World::isolated);
  return face != nullptr ? face : call.undefined();
}

JSValueRef Natives::load(const Call& call) {
  const std::string name = call.string_argument(0).to_utf8();
  const auto script = part_script(name);
  if (script.empty()) return call.fail({"The renderer has no part named " + name, ""});
  auto part = call.realm.evaluate_embedded(call.context, script, "cation:" + name);
  return part ? *part : call.fail(part.error());
}

JSValueRef Natives::process_info(const Call& call) {
  const ProcessInfo info = renderer::process_info();
  const std::array<JSValueRef, 9> facts{call.number(info.created),
                                        call.number(info.cpu_seconds),
                                        call.number(info.resident),
                                        call.number(info.shared),
                                        call.number(info.total),
                                        call.number(info.free),
                                        call.number(info.swap_total),
                                        call.number(info.swap_free),
                                        to_js(call.context, info.system_version)};
  return JSObjectMakeArray(call.context, facts.size(), facts.data(), call.exception);
}

JSValueRef Natives::crash(const Call&) { std::abort(); }

JSValueRef Natives::is_alone(const Call& call) {
  return JSValueMakeBoolean(call.context, call.realm.host_.is_alone());
}

JSValueRef Natives::hush(const Call& call) {
  const bool hushed = JSValueToBoolean(call.context, call.argument(0));
  return JSValueMakeBoolean(call.context, call.realm.host_.hush(hushed));
}

JSValueRef Natives::tell_console(const Call& call) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < console_bounds.size(); ++i)
    words.push_back(call.string_argument(i).to_utf8(console_bounds[i]));
  call.realm.host_.tell_console(words);
  return call.undefined();
}

JSValueRef Natives::preload_failed(const Call& call) {
  call.realm.host_.preload_failed(call.string_argument(0).to_utf8(),
                                  call.string_argument(1).to_utf8());
  return call.undefined();
}

template <Natives::Function function>
JSValueRef Natives::enter(JSContextRef context, JSObjectRef callee, JSObjectRef, std::size_t count,
                          const JSValueRef arguments[], JSValueRef* exception) {
  const auto realm = static_cast<Carried*>(JSObjectGetPrivate(callee))->lock();
  if (!realm) {
    *exception =
        make_error(context, "IPC method called after context was released", "ERR_FRAME_GONE");
    return JSValueMakeUndefined(context);
  }
  return function({*realm, context, {arguments, count}, exception});
}

template <Natives::Function function>
void Natives::add(JSContextRef context, JSObjectRef natives, const char* name,
                  const std::weak_ptr<Realm>& realm) {
  static const JsClass js_class([] {
    JSClassDefinition definition = kJSClassDefinitionEmpty;
    definition.className = "Function";
    definition.callAsFunction = &Natives::enter<function>;
    definition.finalize = &finalize;
    return definition;
  }());
  JSObjectRef made =
      JSObjectMake(context, js_class.get(), std::make_unique<Carried>(realm).release());
  set_property(context, natives, name, made);
}

JSObjectRef Natives::make(JSContextRef context, const std::weak_ptr<Realm>& realm) {
  JSObjectRef natives = JSObjectMake(context, nullptr, nullptr);
  add<&use_output>(context, natives, "useOutput", realm);
  add<&post>(context, natives, "post", realm);
  add<&flush>(context, natives, "flush", realm);
  add<&call_sync>(context, natives, "callSync", realm);
  add<&evaluate>(context, natives, "evaluate", realm);
  add<&evaluate_own>(context, natives, "evaluateOwn", realm);
  add<&page_kit>(context, natives, "pageKit", realm);
  add<&world_kit>(context, natives, "worldKit", realm);
  add<&evaluate_in_world>(context, natives, "evaluateInWorld", realm);
  add<&frame_number>(context, natives, "frameNumber", realm);
  add<&related_frame>(context, natives, "relatedFrame", realm);
  add<&execute_in_frame>(context, natives, "executeInFrame", realm);
  add<&zoom>(context, natives, "zoom", realm);
  add<&set_zoom>(context, natives, "setZoom", realm);
  add<&node_to_page>(context, natives, "nodeToPage", realm);
  add<&node_from_page>(context, natives, "nodeFromPage", realm);
  add<&load>(context, natives, "load", realm);
  add<&process_info>(context, natives, "processInfo", realm);
  add<&crash>(context, natives, "crash", realm);
  add<&is_alone>(context, natives, "isAlone", realm);
  add<&hush>(context, natives, "hush", realm);
  add<&tell_console>(context, natives, "tellConsole", realm);
  add<&preload_failed>(context, natives, "preloadFailed", realm);
  add<&place_guest>(context, natives, "placeGuest", realm);
  add<&focus_guest>(context, natives, "focusGuest", realm);
  add<&page_webview>(context, natives, "pageWebview", realm);
  return natives;
}

}  // namespace cation::renderer
