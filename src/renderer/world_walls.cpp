#include "renderer/world_walls.h"

#include <array>
#include <span>
#include <string>

#include "renderer/embedded.h"
#include "renderer/js_ref.h"

namespace cation::renderer {
namespace {

/// Evaluates an embedded script, which is a function, and calls that.
Result<void> run(JSContextRef context, std::span<const char> script, JSValueRef argument) {
  const JsString text(std::string(script.begin(), script.end()));
  JSValueRef thrown = nullptr;
  const JSValueRef function =
      JSEvaluateScript(context, text.get(), nullptr, JsString("cation:walls").get(), 1, &thrown);
  if (function == nullptr) return fail(describe(context, thrown));
  const std::array arguments{argument};
  if (JSObjectCallAsFunction(context, JSValueToObject(context, function, nullptr), nullptr,
                             arguments.size(), arguments.data(), &thrown) == nullptr)
    return fail(describe(context, thrown));
  return {};
}

}  // namespace

Result<void> close_off_document(JSGlobalContextRef world, JSGlobalContextRef page) {
  JSObjectRef constructor =
      JSValueToObject(page, get_property(page, JSContextGetGlobalObject(page), "Promise"), nullptr);
  if (constructor == nullptr) return fail("The page has no Promise");
  // The script compares with it, and no more.
  auto done = run(world, walls_script(), get_property(page, constructor, "prototype"));
  return done ? run(page, page_walls_script(), JSValueMakeUndefined(page)) : done;
}

Result<void> close_off_world(JSGlobalContextRef world) {
  return run(world, walls_script(), JSValueMakeUndefined(world));
}

}  // namespace cation::renderer
