#include "renderer/console_watch.h"

#include <memory>
#include <utility>

#include "renderer/embedded.h"
#include "renderer/js_class.h"
#include "renderer/js_ref.h"

namespace cation::renderer {
namespace {

using Listener = std::function<void(const ConsoleMessage&)>;

// The engine's collector ends it, on a thread of its choice.
void finalize(JSObjectRef function) {
  const std::unique_ptr<Listener> listener(static_cast<Listener*>(JSObjectGetPrivate(function)));
}

JSValueRef report(JSContextRef context, JSObjectRef callee, JSObjectRef, std::size_t count,
                  const JSValueRef arguments[], JSValueRef*) {
  JSValueRef undefined = JSValueMakeUndefined(context);
  if (count < 4) return undefined;
  const double line = JSValueToNumber(context, arguments[2], nullptr);
  const Listener listener = *static_cast<Listener*>(JSObjectGetPrivate(callee));
  listener({.level = describe(context, arguments[0]),
            .text = describe(context, arguments[1]),
            .line = line > 0 && line < 1e9 ? static_cast<int>(line) : 0,
            .source = describe(context, arguments[3])});
  return undefined;
}

}  // namespace

Result<void> watch_console(JSGlobalContextRef page, Listener listener) {
  static const JsClass js_class([] {
    JSClassDefinition definition = kJSClassDefinitionEmpty;
    definition.className = "Function";
    definition.callAsFunction = &report;
    definition.finalize = &finalize;
    return definition;
  }());
  const auto script = console_script();
  const JsString text(std::string(script.begin(), script.end()));
  JSValueRef thrown = nullptr;
  JSValueRef watch =
      JSEvaluateScript(page, text.get(), nullptr, JsString("cation:console").get(), 1, &thrown);
  if (watch == nullptr) return fail(describe(page, thrown));
  // Made in the page's own realm: nothing of another one is within its reach.
  JSValueRef function =
      JSObjectMake(page, js_class.get(), std::make_unique<Listener>(std::move(listener)).release());
  if (JSObjectCallAsFunction(page, JSValueToObject(page, watch, nullptr), nullptr, 1, &function,
                             &thrown) == nullptr)
    return fail(describe(page, thrown));
  return {};
}

}  // namespace cation::renderer
