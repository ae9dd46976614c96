#pragma once

// Owners for what JavaScriptCore's C API hands out. A JSValueRef on the stack is seen by the
// collector; one that is kept elsewhere has to be protected.

#include <JavaScriptCore/JavaScript.h>

#include <string>
#include <string_view>
#include <utility>

namespace cation::renderer {

/// Owns one reference of an engine string.
class JsString {
 public:
  explicit JsString(const char* utf8) : string_(JSStringCreateWithUTF8CString(utf8)) {}
  /// Whole, zero bytes too; what is not UTF-8 becomes U+FFFD.
  explicit JsString(std::string_view utf8);
  explicit JsString(const std::string& utf8) : JsString(std::string_view(utf8)) {}
  /// Takes over a reference, as the functions with "Copy" in their name give it.
  static JsString adopt(JSStringRef string) { return JsString(string); }
  JsString(JsString&& other) noexcept : string_(std::exchange(other.string_, nullptr)) {}
  JsString& operator=(JsString&& other) noexcept {
    std::swap(string_, other.string_);
    return *this;
  }
  ~JsString() {
    if (string_ != nullptr) JSStringRelease(string_);
  }

  JSStringRef get() const { return string_; }
  /// At most so many bytes of it, whole characters; half a character becomes U+FFFD.
  std::string to_utf8(std::size_t most_bytes = ~std::size_t{0}) const;

 private:
  explicit JsString(JSStringRef string) : string_(string) {}
  JSStringRef string_ = nullptr;
};

/// Keeps a global context, and with it all that its realm holds.
class JsContext {
 public:
  JsContext() = default;
  explicit JsContext(JSGlobalContextRef context) : context_(JSGlobalContextRetain(context)) {}
  JsContext(const JsContext& other) : context_(other.context_) {
    if (context_ != nullptr) JSGlobalContextRetain(context_);
  }
  JsContext(JsContext&& other) noexcept : context_(std::exchange(other.context_, nullptr)) {}
  JsContext& operator=(JsContext other) noexcept {
    std::swap(context_, other.context_);
    return *this;
  }
  ~JsContext() {
    if (context_ != nullptr) JSGlobalContextRelease(context_);
  }

  JSGlobalContextRef get() const { return context_; }
  explicit operator bool() const { return context_ != nullptr; }

 private:
  JSGlobalContextRef context_ = nullptr;
};

/// Keeps a value from the collector. Needs its context to be there until it ends.
class JsKept {
 public:
  JsKept() = default;
  JsKept(JSContextRef context, JSValueRef value) : context_(context), value_(value) {
    JSValueProtect(context_, value_);
  }
  JsKept(JsKept&& other) noexcept
      : context_(other.context_), value_(std::exchange(other.value_, nullptr)) {}
  JsKept& operator=(JsKept&& other) noexcept {
    std::swap(context_, other.context_);
    std::swap(value_, other.value_);
    return *this;
  }
  ~JsKept() {
    if (value_ != nullptr) JSValueUnprotect(context_, value_);
  }

  JSValueRef get() const { return value_; }
  /// The value, which must be an object.
  // The C API names one thing twice, and has no cheap way from the one name to the other.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
  JSObjectRef object() const { return const_cast<JSObjectRef>(value_); }
  explicit operator bool() const { return value_ != nullptr; }

 private:
  JSContextRef context_ = nullptr;
  JSValueRef value_ = nullptr;
};

/// What a thrown value says of itself, for a person.
std::string describe(JSContextRef context, JSValueRef thrown,
                     std::size_t most_bytes = ~std::size_t{0});

/// An Error of the context's realm; `code` becomes its property where there is one.
JSValueRef make_error(JSContextRef context, const std::string& message,
                      const std::string& code = {});

/// Sets an own property of an ordinary object.
void set_property(JSContextRef context, JSObjectRef object, std::string_view key, JSValueRef value);
JSValueRef get_property(JSContextRef context, JSObjectRef object, std::string_view key);
JSValueRef to_js(JSContextRef context, const std::string& utf8);

}  // namespace cation::renderer
