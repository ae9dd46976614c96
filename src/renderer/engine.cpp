#include "renderer/engine.h"

#include <webkitdom/webkitdom.h>

#include "renderer/glib_ptr.h"
#include "renderer/js_ref.h"

namespace cation::renderer {
namespace {

// A property of the isolated world's global object, where a value passes from one API of the engine
// to the other. The page cannot see it.
constexpr const char* passage = "cation:passage";

}  // namespace

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

JSGlobalContextRef page_context(WebKitFrame* frame) {
  return webkit_frame_get_javascript_global_context(frame);
}

JSGlobalContextRef world_context(WebKitFrame* frame, WebKitScriptWorld* world) {
  return webkit_frame_get_javascript_context_for_script_world(frame, world);
}

WebKitFrame* main_frame(WebKitWebPage* page) { return webkit_web_page_get_main_frame(page); }

std::string page_title(WebKitWebPage* page) {
  WebKitDOMDocument* document = webkit_web_page_get_dom_document(page);
  const CharPtr title(document != nullptr ? webkit_dom_document_get_title(document) : nullptr);
  return title ? title.get() : "";
}

JSValueRef node_face(WebKitFrame* frame, WebKitScriptWorld* world, JSContextRef context,
                     JSValueRef value, Host::World wanted) {
  if (!JSValueIsObject(context, value)) return nullptr;
  JSObjectRef global = JSContextGetGlobalObject(context);
  const JsString name(passage);
  const ObjectPtr<JSCContext> glib_context(
      webkit_frame_get_js_context_for_script_world(frame, world));
  JSObjectSetProperty(context, global, name.get(), value, kJSPropertyAttributeNone, nullptr);
  JSValueRef face = nullptr;
  {
    const ObjectPtr<JSCValue> seen(jsc_context_get_value(glib_context.get(), passage));
    WebKitDOMNode* node = webkit_dom_node_for_js_value(seen.get());
    if (node != nullptr) {
      auto* object = WEBKIT_DOM_OBJECT(node);
      const ObjectPtr<JSCValue> made(
          wanted == Host::World::page
              ? webkit_frame_get_js_value_for_dom_object(frame, object)
              : webkit_frame_get_js_value_for_dom_object_in_script_world(frame, object, world));
      jsc_context_set_value(glib_context.get(), passage, made.get());
      face = JSObjectGetProperty(context, global, name.get(), nullptr);
    }
  }
  JSObjectDeleteProperty(context, global, name.get(), nullptr);
  return face;
}

G_GNUC_END_IGNORE_DEPRECATIONS

}  // namespace cation::renderer
