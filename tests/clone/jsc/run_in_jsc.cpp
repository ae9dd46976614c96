// Runs scripts in JavaScriptCore, without a window or a document: the files in the order of the
// arguments. `print(text)` writes a line. Ends with 1 where a script throws.

#include <JavaScriptCore/JavaScript.h>

#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>

namespace {

struct ReleaseString {
  void operator()(JSStringRef text) const { JSStringRelease(text); }
};
using String = std::unique_ptr<OpaqueJSString, ReleaseString>;

String make_string(const char* text) { return String(JSStringCreateWithUTF8CString(text)); }

std::string text_of(JSContextRef context, JSValueRef value) {
  JSValueRef exception = nullptr;
  const String text(JSValueToStringCopy(context, value, &exception));
  if (!text) return "?";
  std::string utf8(JSStringGetMaximumUTF8CStringSize(text.get()), '\0');
  utf8.resize(JSStringGetUTF8CString(text.get(), utf8.data(), utf8.size()) - 1);
  return utf8;
}

JSValueRef print(JSContextRef context, JSObjectRef, JSObjectRef, std::size_t count,
                 const JSValueRef arguments[], JSValueRef*) {
  if (count > 0) std::cout << text_of(context, arguments[0]) << '\n';
  return JSValueMakeUndefined(context);
}

/// Milliseconds of processor time, of all threads.
JSValueRef now(JSContextRef context, JSObjectRef, JSObjectRef, std::size_t, const JSValueRef[],
               JSValueRef*) {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return JSValueMakeNumber(
      context, static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6);
}

void add_function(JSContextRef context, const char* name, JSObjectCallAsFunctionCallback callback) {
  const String key = make_string(name);
  JSObjectSetProperty(context, JSContextGetGlobalObject(context), key.get(),
                      JSObjectMakeFunctionWithCallback(context, key.get(), callback),
                      kJSPropertyAttributeNone, nullptr);
}

bool run(JSContextRef context, const char* path) {
  std::ifstream file(path);
  const std::string source{std::istreambuf_iterator<char>(file), {}};
  if (!file && source.empty()) {
    std::cerr << path << ": cannot be read\n";
    return false;
  }
  JSValueRef exception = nullptr;
  JSEvaluateScript(context, make_string(source.c_str()).get(), nullptr, make_string(path).get(), 1,
                   &exception);
  if (!exception) return true;
  std::cerr << path << ": " << text_of(context, exception) << '\n';
  if (JSValueIsObject(context, exception)) {
    JSObjectRef error = JSValueToObject(context, exception, nullptr);
    std::cerr << text_of(context,
                         JSObjectGetProperty(context, error, make_string("stack").get(), nullptr))
              << '\n';
  }
  return false;
}

}  // namespace

int main(int count, char** arguments) {
  const std::unique_ptr<OpaqueJSContext, decltype(&JSGlobalContextRelease)> context(
      JSGlobalContextCreate(nullptr), &JSGlobalContextRelease);
  add_function(context.get(), "print", print);
  add_function(context.get(), "now", now);
  for (int i = 1; i < count; ++i) {
    if (!run(context.get(), arguments[i])) return 1;
  }
  return 0;
}
