#include "renderer/page_watch.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "renderer/js_class.h"
#include "renderer/js_ref.h"

namespace cation::renderer {
namespace {

struct Listener {
  std::vector<std::size_t> bounds;
  std::function<void(const std::vector<std::string>&)> heard;
};

// The engine's collector ends it, on a thread of its choice.
void finalize(JSObjectRef function) {
  const std::unique_ptr<Listener> listener(static_cast<Listener*>(JSObjectGetPrivate(function)));
}

JSValueRef report(JSContextRef context, JSObjectRef callee, JSObjectRef, std::size_t count,
                  const JSValueRef arguments[], JSValueRef*) {
  // A copy: what it does may end this function.
  const Listener listener = *static_cast<Listener*>(JSObjectGetPrivate(callee));
  std::vector<std::string> words;
  for (std::size_t i = 0; i < std::min(count, listener.bounds.size()); ++i)
    words.push_back(describe(context, arguments[i], listener.bounds[i]));
  listener.heard(words);
  return JSValueMakeUndefined(context);
}

}  // namespace

JSValueRef make_teller(JSGlobalContextRef page, std::span<const std::size_t> bounds,
                       std::function<void(const std::vector<std::string>&)> listener) {
  static const JsClass js_class([] {
    JSClassDefinition definition = kJSClassDefinitionEmpty;
    definition.className = "Function";
    definition.callAsFunction = &report;
    definition.finalize = &finalize;
    return definition;
  }());
  return JSObjectMake(
      page, js_class.get(),
      std::make_unique<Listener>(Listener{{bounds.begin(), bounds.end()}, std::move(listener)})
          .release());
}

Result<JSValueRef> watch_page(JSGlobalContextRef page, std::span<const char> script,
                              JSValueRef teller) {
  const JsString text(std::string(script.begin(), script.end()));
  JSValueRef thrown = nullptr;
  JSValueRef watch =
      JSEvaluateScript(page, text.get(), nullptr, JsString("cation:watch").get(), 1, &thrown);
  if (watch == nullptr) return fail(describe(page, thrown));
  JSValueRef made = JSObjectCallAsFunction(page, JSValueToObject(page, watch, nullptr), nullptr, 1,
                                           &teller, &thrown);
  if (made == nullptr) return fail(describe(page, thrown));
  return made;
}

}  // namespace cation::renderer
