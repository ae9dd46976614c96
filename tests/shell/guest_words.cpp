// A module of the web process beside the renderer library: lets a page of a test say the words that
// are the library's to say of guests, and hear those that it gets.

#include <webkit2/webkit-web-extension.h>

#include <cstdint>
#include <memory>
#include <string>

namespace {

struct Release {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <typename T>
using ObjectPtr = std::unique_ptr<T, Release>;

void send(WebKitWebPage* page, const char* name, GVariant* parameters) {
  webkit_web_page_send_message_to_view(page, webkit_user_message_new(name, parameters), nullptr,
                                       nullptr, nullptr);
}

double number(JSCValue* list, guint at) {
  const ObjectPtr<JSCValue> value(jsc_value_object_get_property_at_index(list, at));
  return jsc_value_to_double(value.get());
}

/// place(guest, [x, y, width, height], [x, y, width, height])
void place(guint guest, JSCValue* box, JSCValue* clip, WebKitWebPage* page) {
  send(page, "cation.guest-place",
       g_variant_new("(u(dddd)(dddd))", guest, number(box, 0), number(box, 1), number(box, 2),
                     number(box, 3), number(clip, 0), number(clip, 1), number(clip, 2),
                     number(clip, 3)));
}

void focus(guint guest, const char* how, WebKitWebPage* page) {
  send(page, "cation.guest-focus", g_variant_new("(us)", guest, how));
}

/// say(name, text): a word whose parameters are nobody's.
void say(const char* name, const char* text, WebKitWebPage* page) {
  send(page, name, g_variant_new("(s)", text));
}

void cleared(WebKitScriptWorld* world, WebKitWebPage* page, WebKitFrame* frame, gpointer) {
  if (!webkit_frame_is_main_frame(frame)) return;
  const ObjectPtr<JSCContext> context(webkit_frame_get_js_context_for_script_world(frame, world));
  g_object_set_data_full(G_OBJECT(page), "context", g_object_ref(context.get()), &g_object_unref);
  auto set = [&](const char* name, GCallback callback, auto... types) {
    const ObjectPtr<JSCValue> function(jsc_value_new_function(
        context.get(), name, callback, page, nullptr, G_TYPE_NONE, sizeof...(types), types...));
    jsc_context_set_value(context.get(), name, function.get());
  };
  set("place", G_CALLBACK(&place), G_TYPE_UINT, JSC_TYPE_VALUE, JSC_TYPE_VALUE);
  set("focusGuest", G_CALLBACK(&focus), G_TYPE_UINT, G_TYPE_STRING);
  set("say", G_CALLBACK(&say), G_TYPE_STRING, G_TYPE_STRING);
}

/// Calls heard(name, parameters as text) in the page, for what is said of guests.
gboolean received(WebKitWebPage* page, WebKitUserMessage* message, gpointer) {
  const std::string name = webkit_user_message_get_name(message);
  GVariant* parameters = webkit_user_message_get_parameters(message);
  if (!name.starts_with("cation.guest-") || parameters == nullptr) return FALSE;
  gpointer context_now = g_object_get_data(G_OBJECT(page), "context");
  if (context_now == nullptr) return FALSE;
  auto* context = JSC_CONTEXT(context_now);
  const std::unique_ptr<char, decltype(&g_free)> text(g_variant_print(parameters, FALSE), &g_free);
  const ObjectPtr<JSCValue> done(
      jsc_context_evaluate(context, ("heard(\"" + name + "\", `" + text.get() + "`)").c_str(), -1));
  return TRUE;
}

}  // namespace

extern "C" G_MODULE_EXPORT void webkit_web_extension_initialize(WebKitWebExtension* extension) {
  g_signal_connect(webkit_script_world_get_default(), "window-object-cleared", G_CALLBACK(&cleared),
                   nullptr);
  g_signal_connect(extension, "page-created",
                   G_CALLBACK(+[](WebKitWebExtension*, WebKitWebPage* page, gpointer) {
                     g_signal_connect(page, "user-message-received", G_CALLBACK(&received),
                                      nullptr);
                   }),
                   nullptr);
}
