#include "renderer/world_script.h"

#include <memory>
#include <utility>

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

Result<void> run_world_script(JSContextRef context, std::span<const char> script,
                              const std::string& name,
                              std::vector<std::function<bool()>> functions) {
  static const JsClass js_class([] {
    JSClassDefinition definition = kJSClassDefinitionEmpty;
    definition.className = "Function";
    definition.callAsFunction = &call;
    definition.finalize = &finalize;
    return definition;
  }());
  const JsString text(std::string(script.begin(), script.end()));
  JSValueRef thrown = nullptr;
  JSValueRef run =
      JSEvaluateScript(context, text.get(), nullptr, JsString("cation:" + name).get(), 1, &thrown);
  if (run == nullptr) return fail(describe(context, thrown));
  std::vector<JsKept> kept;
  std::vector<JSValueRef> arguments;
  for (Call& function : functions) {
    JSObjectRef made = JSObjectMake(context, js_class.get(),
                                    std::make_unique<Call>(std::move(function)).release());
    kept.emplace_back(context, made);
    arguments.push_back(made);
  }
  if (JSObjectCallAsFunction(context, JSValueToObject(context, run, nullptr), nullptr,
                             arguments.size(), arguments.data(), &thrown) == nullptr)
    return fail(describe(context, thrown));
  return {};
}

}  // namespace cation::renderer
