#include "renderer/js_ref.h"

namespace cation::renderer {

std::string JsString::to_utf8() const {
  std::string text(JSStringGetMaximumUTF8CStringSize(string_), '\0');
  const std::size_t written = JSStringGetUTF8CString(string_, text.data(), text.size());
  text.resize(written > 0 ? written - 1 : 0);
  return text;
}

std::string describe(JSContextRef context, JSValueRef thrown) {
  JSStringRef text = JSValueToStringCopy(context, thrown, nullptr);
  return text != nullptr ? JsString::adopt(text).to_utf8() : "an error that has no text";
}

JSValueRef make_error(JSContextRef context, const std::string& message, const std::string& code) {
  const JSValueRef text = to_js(context, message);
  JSObjectRef error = JSObjectMakeError(context, 1, &text, nullptr);
  if (error == nullptr) return text;
  if (!code.empty()) set_property(context, error, "code", to_js(context, code));
  return error;
}

void set_property(JSContextRef context, JSObjectRef object, const char* key, JSValueRef value) {
  JSObjectSetProperty(context, object, JsString(key).get(), value, kJSPropertyAttributeNone,
                      nullptr);
}

JSValueRef get_property(JSContextRef context, JSObjectRef object, const char* key) {
  return JSObjectGetProperty(context, object, JsString(key).get(), nullptr);
}

JSValueRef to_js(JSContextRef context, const std::string& utf8) {
  return JSValueMakeString(context, JsString(utf8).get());
}

}  // namespace cation::renderer
