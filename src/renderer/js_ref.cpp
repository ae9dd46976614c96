#include "renderer/js_ref.h"

#include <array>
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

/// The character that begins at `at`, which moves behind it; U+FFFD for a byte that begins none.
char32_t next_point(std::string_view utf8, std::size_t& at) {
  constexpr char32_t wrong = 0xfffd;
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
  const unsigned first = byte(at);
  ++at;
  if (first < 0x80) return first;
  const unsigned more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
  if (first < 0xc2 || first > 0xf4 || at + more > utf8.size()) return wrong;
  char32_t point = first & (0x3fU >> more);
  for (unsigned i = 0; i < more; ++i) {
    if ((byte(at + i) & 0xc0) != 0x80) return wrong;
    point = point << 6 | (byte(at + i) & 0x3f);
  }
  constexpr std::array<char32_t, 4> least{0, 0x80, 0x800, 0x10000};
  if (point < least[more] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return wrong;
  at += more;
  return point;
}

}  // namespace

JsString::JsString(std::string_view utf8) {
  std::u16string units;
  units.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t point = next_point(utf8, at);
    if (point < 0x10000) {
      units.push_back(static_cast<char16_t>(point));
    } else {
      units.push_back(static_cast<char16_t>(0xd7c0 + (point >> 10)));
      units.push_back(static_cast<char16_t>(0xdc00 + (point & 0x3ff)));
    }
  }
  static_assert(sizeof(JSChar) == sizeof(char16_t));
  string_ =
      JSStringCreateWithCharacters(reinterpret_cast<const JSChar*>(units.data()), units.size());
}

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

void set_property(JSContextRef context, JSObjectRef object, std::string_view key,
                  JSValueRef value) {
  JSObjectSetProperty(context, object, JsString(key).get(), value, kJSPropertyAttributeNone,
                      nullptr);
}

JSValueRef get_property(JSContextRef context, JSObjectRef object, std::string_view key) {
  return JSObjectGetProperty(context, object, JsString(key).get(), nullptr);
}

JSValueRef to_js(JSContextRef context, const std::string& utf8) {
  return JSValueMakeString(context, JsString(utf8).get());
}

}  // namespace cation::renderer
