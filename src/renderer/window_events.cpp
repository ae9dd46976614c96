#include "renderer/window_events.h"

#include <array>
#include <memory>
#include <utility>

#include "renderer/js_class.h"
#include "renderer/js_ref.h"

namespace cation::renderer {
namespace {

using Listener = std::function<bool(const std::string& type)>;

// The engine's collector ends it, on a thread of its choice.
void finalize(JSObjectRef function) {
  const std::unique_ptr<Listener> listener(static_cast<Listener*>(JSObjectGetPrivate(function)));
}

JSValueRef hear(JSContextRef context, JSObjectRef callee, JSObjectRef, std::size_t count,
                const JSValueRef arguments[], JSValueRef*) {
  JSValueRef undefined = JSValueMakeUndefined(context);
  JSObjectRef event = count > 0 ? JSValueToObject(context, arguments[0], nullptr) : nullptr;
  if (event == nullptr) return undefined;
  const JSValueRef trusted = get_property(context, event, "isTrusted");
  const JSValueRef type = get_property(context, event, "type");
  if (trusted == nullptr || !JSValueToBoolean(context, trusted) || type == nullptr)
    return undefined;
  // A copy: what it does may end this function.
  const Listener listener = *static_cast<Listener*>(JSObjectGetPrivate(callee));
  if (!listener(describe(context, type))) return undefined;
  const JSValueRef stop = get_property(context, event, "stopImmediatePropagation");
  if (stop != nullptr && JSValueIsObject(context, stop))
    JSObjectCallAsFunction(context, JSValueToObject(context, stop, nullptr), event, 0, nullptr,
                           nullptr);
  return undefined;
}

}  // namespace

void listen_to_window(JSContextRef context, Listener listener) {
  static const JsClass js_class([] {
    JSClassDefinition definition = kJSClassDefinitionEmpty;
    definition.className = "Function";
    definition.callAsFunction = &hear;
    definition.finalize = &finalize;
    return definition;
  }());
  JSObjectRef window = JSContextGetGlobalObject(context);
  const JSValueRef add = get_property(context, window, "addEventListener");
  if (add == nullptr || !JSValueIsObject(context, add)) return;
  JSObjectRef function = JSObjectMake(context, js_class.get(),
                                      std::make_unique<Listener>(std::move(listener)).release());
  for (const char* type : {"DOMContentLoaded", "load", "hashchange", "popstate", "pagehide",
                           "visibilitychange", "unload"}) {
    const JsString name(type);
    // Capturing: no listener of the page comes first.
    const std::array<JSValueRef, 3> arguments{JSValueMakeString(context, name.get()), function,
                                              JSValueMakeBoolean(context, true)};
    JSObjectCallAsFunction(context, JSValueToObject(context, add, nullptr), window,
                           arguments.size(), arguments.data(), nullptr);
  }
}

}  // namespace cation::renderer
