#include "renderer/js_ref.h"

#include <span>

namespace cation::renderer {

namespace {

void append_utf8(std::string& text, char32_t point) {
  auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xc0 | point >> 6);
  } else {
    if (point < 0x10000) {
      put(0xe0 | point >> 12);
    } else {
      put(0xf0 | point >> 18);
      put(0x80 | (point >> 12 & 0x3f));
    }
    put(0x80 | (point >> 6 & 0x3f));
  }
  put(0x80 | (point & 0x3f));
}

}  // namespace

std::string JsString::to_utf8(std::size_t most_bytes) const {
  const std::span units(JSStringGetCharactersPtr(string_), JSStringGetLength(string_));
  auto is_low = [&](std::size_t at) {
    return at < units.size() && units[at] >= 0xdc00 && units[at] <= 0xdfff;
  };
  std::string text;
  for (std::size_t i = 0; i < units.size(); ++i) {
    char32_t point = units[i];
    if (point >= 0xd800 && point <= 0xdbff && is_low(i + 1)) {
      point = 0x10000 + ((point - 0xd800) << 10) + (units[++i] - 0xdc00);
    } else if (point >= 0xd800 && point <= 0xdfff) {
      point = 0xfffd;
    }
    const std::size_t whole = text.size();
    append_utf8(text, point);
    if (text.size() <= most_bytes) continue;
    text.resize(whole);
    break;
  }
  return text;
}

std::string describe(JSContextRef context, JSValueRef thrown, std::size_t most_bytes) {
  JSStringRef text = JSValueToStringCopy(context, thrown, nullptr);
  return text != nullptr ? JsString::adopt(text).to_utf8(most_bytes) : "an error that has no text";
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
