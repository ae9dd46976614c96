#pragma once

#include <memory>
#include <span>

#include "renderer/realm.h"

namespace cation::renderer {

/// The functions that the runtime gets of its Realm: `Natives` in js/renderer/natives.ts.
class Natives {
 public:
  /// An object that holds them. They keep the realm only weakly.
  static JSObjectRef make(JSContextRef context, const std::weak_ptr<Realm>& realm);

 private:
  /// One call of a script, with what is needed to answer it.
  struct Call {
    Realm& realm;
    JSContextRef context;
    std::span<const JSValueRef> arguments;
    JSValueRef* exception;

    JSValueRef undefined() const { return JSValueMakeUndefined(context); }
    JSValueRef number(double value) const { return JSValueMakeNumber(context, value); }
    JSValueRef argument(std::size_t index) const;
    double number_argument(std::size_t index) const;
    JsString string_argument(std::size_t index) const;
    JSValueRef fail(const Error& error) const;
    /// Evaluates the script in an argument; the next one is its address.
    JSValueRef evaluate_in(JSContextRef world, std::size_t code_argument = 0) const;
    /// The bytes that lie in the output, up to what an argument says.
    std::span<const std::byte> output(std::size_t end_argument) const;
  };
  using Function = JSValueRef (*)(const Call&);

  static JSValueRef use_output(const Call& call);
  static JSValueRef post(const Call& call);
  static JSValueRef flush(const Call& call);
  static JSValueRef call_sync(const Call& call);
  static JSValueRef evaluate(const Call& call);
  static JSValueRef evaluate_own(const Call& call);
  static JSValueRef page_kit(const Call& call);
  static JSValueRef world_kit(const Call& call);
  static JSValueRef evaluate_in_world(const Call& call);
  static JSValueRef frame_number(const Call& call);
  static JSValueRef related_frame(const Call& call);
  static JSValueRef execute_in_frame(const Call& call);
  static JSValueRef zoom(const Call& call);
  static JSValueRef set_zoom(const Call& call);
  static JSValueRef node_to_page(const Call& call);
  static JSValueRef node_from_page(const Call& call);
  static JSValueRef load(const Call& call);
  static JSValueRef process_info(const Call& call);
  static JSValueRef crash(const Call& call);
  static JSValueRef is_alone(const Call& call);
  static JSValueRef hush(const Call& call);
  static JSValueRef tell_console(const Call& call);
  static JSValueRef preload_failed(const Call& call);
  // natives_guests.cpp
  static JSValueRef place_guest(const Call& call);
  static JSValueRef focus_guest(const Call& call);
  static JSValueRef page_webview(const Call& call);

  template <Function function>
  static JSValueRef enter(JSContextRef context, JSObjectRef callee, JSObjectRef, std::size_t count,
                          const JSValueRef arguments[], JSValueRef* exception);
  template <Function function>
  static void add(JSContextRef context, JSObjectRef natives, const char* name,
                  const std::weak_ptr<Realm>& realm);
};

}  // namespace cation::renderer
