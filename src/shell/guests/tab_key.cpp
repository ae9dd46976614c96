#include "shell/guests/tab_key.h"

#include <memory>

namespace cation::shell {
namespace {

struct EventRelease {
  void operator()(GdkEvent* event) const { gdk_event_free(event); }
};
using EventPtr = std::unique_ptr<GdkEvent, EventRelease>;

guint16 keycode_of(GdkKeymap* keymap, guint key) {
  GdkKeymapKey* keys = nullptr;
  int count = 0;
  if (!gdk_keymap_get_entries_for_keyval(keymap, key, &keys, &count)) return 0;
  const auto code = static_cast<guint16>(count > 0 ? keys->keycode : 0);
  g_free(keys);
  return code;
}

void send(GtkWidget* view, GdkEventType type, bool forward) {
  GdkDisplay* display = gtk_widget_get_display(view);
  const EventPtr event(gdk_event_new(type));
  gdk_event_set_device(event.get(), gdk_seat_get_keyboard(gdk_display_get_default_seat(display)));
  GdkEventKey& key = event->key;
  key.window = GDK_WINDOW(g_object_ref(gtk_widget_get_window(view)));
  key.send_event = TRUE;
  key.time = GDK_CURRENT_TIME;
  key.keyval = forward ? GDK_KEY_Tab : GDK_KEY_ISO_Left_Tab;
  key.state = forward ? 0 : GDK_SHIFT_MASK;
  key.hardware_keycode = keycode_of(gdk_keymap_get_for_display(display), GDK_KEY_Tab);
  gtk_widget_event(view, event.get());
}

}  // namespace

void press_tab(GtkWidget* view, bool forward) {
  // Backward the first key brings the focus to the page itself, and the next to its last thing.
  for (int presses = forward ? 1 : 2; presses > 0; --presses) {
    send(view, GDK_KEY_PRESS, forward);
    send(view, GDK_KEY_RELEASE, forward);
  }
}

}  // namespace cation::shell
