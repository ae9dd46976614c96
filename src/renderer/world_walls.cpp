#include "renderer/world_walls.h"

#include <string>

#include "renderer/embedded.h"
#include "renderer/js_ref.h"

namespace cation::renderer {

Result<void> close_off(JSGlobalContextRef world, JSGlobalContextRef page, Rejections rejections) {
  const auto script = walls_script();
  const JsString text(std::string(script.begin(), script.end()));
  JSValueRef thrown = nullptr;
  const JSValueRef close =
      JSEvaluateScript(world, text.get(), nullptr, JsString("cation:walls").get(), 1, &thrown);
  if (close == nullptr) return fail(describe(world, thrown));
  JSValueRef promise = JSValueMakeUndefined(world);
  if (rejections == Rejections::guard) {
    // The script compares with it, and no more.
    JSObjectRef constructor = JSValueToObject(
        page, get_property(page, JSContextGetGlobalObject(page), "Promise"), nullptr);
    if (constructor != nullptr) promise = get_property(page, constructor, "prototype");
  }
  if (JSObjectCallAsFunction(world, JSValueToObject(world, close, nullptr), nullptr, 1, &promise,
                             &thrown) == nullptr)
    return fail(describe(world, thrown));
  return {};
}

}  // namespace cation::renderer
