#include "renderer/menu_keys.h"

#include <array>
#include <memory>
#include <string>
#include <utility>

#include "renderer/embedded.h"
#include "renderer/js_class.h"
#include "renderer/js_ref.h"

namespace cation::renderer {
namespace {

using Call = std::function<bool()>;

// The engine's collector ends it, on a thread of its choice.
void finalize(JSObjectRef function) {
  const std::unique_ptr<Call> call(static_cast<Call*>(JSObjectGetPrivate(function)));
}

JSValueRef call(JSContextRef context, JSObjectRef callee, JSObjectRef, std::size_t,
                const JSValueRef[], JSValueRef*) {
  // A copy: what it does may end this function.
  const Call call = *static_cast<Call*>(JSObjectGetPrivate(callee));
  return JSValueMakeBoolean(context, call());
}

}  // namespace

Result<void> listen_for_menu_keys(JSContextRef context, MenuKeys keys) {
  static const JsClass js_class([] {
    JSClassDefinition definition = kJSClassDefinitionEmpty;
    definition.className = "Function";
    definition.callAsFunction = &call;
    definition.finalize = &finalize;
    return definition;
  }());
  const auto script = menu_keys_script();
  const JsString text(std::string(script.begin(), script.end()));
  JSValueRef thrown = nullptr;
  JSValueRef listen = JSEvaluateScript(context, text.get(), nullptr,
                                       JsString("cation:menu-keys").get(), 1, &thrown);
  if (listen == nullptr) return fail(describe(context, thrown));
  auto function_of = [context](Call call) {
    return JSObjectMake(context, js_class.get(), std::make_unique<Call>(std::move(call)).release());
  };
  const std::array<JSValueRef, 2> functions{function_of(std::move(keys.menu_would_take)),
                                            function_of([leave = std::move(keys.leave)] {
                                              leave();
                                              return true;
                                            })};
  if (JSObjectCallAsFunction(context, JSValueToObject(context, listen, nullptr), nullptr,
                             functions.size(), functions.data(), &thrown) == nullptr)
    return fail(describe(context, thrown));
  return {};
}

}  // namespace cation::renderer
