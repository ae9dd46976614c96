#include "shell/key_bindings.h"

#include <gtk/gtk.h>

#include <array>

namespace cation::shell {
namespace {

struct Binding {
  guint key;
  int modifiers;
};

constexpr std::array foreign = std::to_array<Binding>({
    {GDK_KEY_slash, GDK_CONTROL_MASK},                    // selects all
    {GDK_KEY_backslash, GDK_CONTROL_MASK},                // selects nothing
    {GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK},       // selects nothing
    {GDK_KEY_period, GDK_CONTROL_MASK},                   // inserts an emoji
    {GDK_KEY_semicolon, GDK_CONTROL_MASK},                // inserts an emoji
    {GDK_KEY_Tab, GDK_CONTROL_MASK},                      // leaves the text
    {GDK_KEY_Tab, GDK_CONTROL_MASK | GDK_SHIFT_MASK},     // leaves the text
    {GDK_KEY_KP_Tab, GDK_CONTROL_MASK},                   // leaves the text
    {GDK_KEY_KP_Tab, GDK_CONTROL_MASK | GDK_SHIFT_MASK},  // leaves the text
});

}  // namespace

void drop_foreign_bindings() {
  // The class lives as long as the process, and its bindings with it.
  GtkBindingSet* set = gtk_binding_set_by_class(g_type_class_ref(GTK_TYPE_TEXT_VIEW));
  for (const Binding& binding : foreign) {
    gtk_binding_entry_skip(set, binding.key, static_cast<GdkModifierType>(binding.modifiers));
  }
}

}  // namespace cation::shell
