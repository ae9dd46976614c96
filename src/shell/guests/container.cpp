#include "shell/guests/container.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace cation::shell {
namespace {

struct Slot {
  GtkWidget* view = nullptr;
  /// Cuts the view; there while the container is realized.
  GdkWindow* window = nullptr;
  GuestPlace place;
};

struct State {
  GtkWidget* base = nullptr;
  std::vector<Slot> slots;
};

}  // namespace

struct CationGuestContainer {
  GtkContainer parent;
  State* state;
};

namespace {

struct CationGuestContainerClass {
  GtkContainerClass parent;
};

G_DEFINE_TYPE(CationGuestContainer, cation_guest_container, GTK_TYPE_CONTAINER)

State& state_of(gpointer container) {
  return *static_cast<CationGuestContainer*>(container)->state;
}

GtkWidgetClass* parent_class() { return GTK_WIDGET_CLASS(cation_guest_container_parent_class); }

Slot* find(gpointer container, const GtkWidget* view) {
  auto& slots = state_of(container).slots;
  const auto found = std::ranges::find(slots, view, &Slot::view);
  return found != slots.end() ? &*found : nullptr;
}

/// Brings the slot's window, and the view in it, to where they are to be.
void apply(GtkWidget* container, const Slot& slot) {
  const auto& [view, clip] = slot.place;
  const bool is_seen = slot.place.is_seen();
  if (slot.window != nullptr && !is_seen) gdk_window_hide(slot.window);
  if (!slot.place.is_placed()) return gtk_widget_set_child_visible(slot.view, FALSE);
  GtkAllocation all{};
  gtk_widget_get_allocation(container, &all);
  if (slot.window != nullptr && is_seen)
    gdk_window_move_resize(slot.window, all.x + clip.x, all.y + clip.y, clip.width, clip.height);
  GtkAllocation within{view.x - clip.x, view.y - clip.y, view.width, view.height};
  gtk_widget_size_allocate(slot.view, &within);
  gtk_widget_set_child_visible(slot.view, TRUE);
  if (slot.window != nullptr && is_seen && gtk_widget_get_mapped(container))
    gdk_window_show(slot.window);
}

void open_window(GtkWidget* container, Slot& slot) {
  GdkWindowAttr attributes{};
  attributes.window_type = GDK_WINDOW_CHILD;
  attributes.wclass = GDK_INPUT_OUTPUT;
  attributes.width = 1;
  attributes.height = 1;
  attributes.visual = gtk_widget_get_visual(container);
  attributes.event_mask = gtk_widget_get_events(container);
  slot.window = gdk_window_new(gtk_widget_get_window(container), &attributes, GDK_WA_VISUAL);
  gtk_widget_register_window(container, slot.window);
  gtk_widget_set_parent_window(slot.view, slot.window);
}

void close_window(GtkWidget* container, Slot& slot) {
  if (slot.window == nullptr) return;
  gtk_widget_unregister_window(container, slot.window);
  gdk_window_destroy(std::exchange(slot.window, nullptr));
}

void realize(GtkWidget* container) {
  gtk_widget_set_realized(container, TRUE);
  GdkWindow* window = gtk_widget_get_parent_window(container);
  gtk_widget_set_window(container, GDK_WINDOW(g_object_ref(window)));
  for (Slot& slot : state_of(container).slots) {
    open_window(container, slot);
    apply(container, slot);
  }
}

void unrealize(GtkWidget* container) {
  for (Slot& slot : state_of(container).slots) {
    gtk_widget_unrealize(slot.view);
    gtk_widget_set_parent_window(slot.view, nullptr);
    close_window(container, slot);
  }
  parent_class()->unrealize(container);
}

void map(GtkWidget* container) {
  parent_class()->map(container);
  // Behind the base, which comes to the top where it is mapped.
  for (const Slot& slot : state_of(container).slots) {
    if (slot.place.is_seen()) gdk_window_show(slot.window);
  }
}

void unmap(GtkWidget* container) {
  for (const Slot& slot : state_of(container).slots) gdk_window_hide(slot.window);
  parent_class()->unmap(container);
}

void size_allocate(GtkWidget* container, GtkAllocation* place) {
  gtk_widget_set_allocation(container, place);
  if (GtkWidget* base = state_of(container).base) gtk_widget_size_allocate(base, place);
  for (const Slot& slot : state_of(container).slots) apply(container, slot);
}

void preferred_width(GtkWidget* container, int* least, int* natural) {
  *least = *natural = 0;
  if (GtkWidget* base = state_of(container).base)
    gtk_widget_get_preferred_width(base, least, natural);
}

void preferred_height(GtkWidget* container, int* least, int* natural) {
  *least = *natural = 0;
  if (GtkWidget* base = state_of(container).base)
    gtk_widget_get_preferred_height(base, least, natural);
}

gboolean draw(GtkWidget* container, cairo_t* cairo) {
  const State& state = state_of(container);
  if (state.base != nullptr)
    gtk_container_propagate_draw(GTK_CONTAINER(container), state.base, cairo);
  for (const Slot& slot : state.slots) {
    if (!slot.place.is_seen()) continue;
    cairo_save(cairo);
    const GdkRectangle& clip = slot.place.clip;
    cairo_rectangle(cairo, clip.x, clip.y, clip.width, clip.height);
    cairo_clip(cairo);
    gtk_container_propagate_draw(GTK_CONTAINER(container), slot.view, cairo);
    cairo_restore(cairo);
  }
  return FALSE;
}

gboolean focus(GtkWidget* container, GtkDirectionType direction) {
  const State& state = state_of(container);
  GtkWidget* focused = gtk_container_get_focus_child(GTK_CONTAINER(container));
  if (focused == nullptr) focused = state.base;
  return focused != nullptr ? gtk_widget_child_focus(focused, direction) : FALSE;
}

void remove(GtkContainer* container, GtkWidget* child) {
  State& state = state_of(container);
  if (child == state.base) {
    state.base = nullptr;
    return gtk_widget_unparent(child);
  }
  if (find(container, child) == nullptr) return;
  gtk_widget_unparent(child);
  // Its end may be that of others.
  Slot* slot = find(container, child);
  if (slot == nullptr) return;
  close_window(GTK_WIDGET(container), *slot);
  std::erase_if(state.slots, [child](const Slot& each) { return each.view == child; });
}

void forall(GtkContainer* container, gboolean, GtkCallback callback, gpointer data) {
  const State& state = state_of(container);
  // Copies: the callback may remove what it is given.
  std::vector<GtkWidget*> children;
  if (state.base != nullptr) children.push_back(state.base);
  for (const Slot& slot : state.slots) children.push_back(slot.view);
  for (GtkWidget* child : children) callback(child, data);
}

GType child_type(GtkContainer*) { return G_TYPE_NONE; }

void finalize(GObject* container) {
  delete static_cast<CationGuestContainer*>(static_cast<gpointer>(container))->state;
  G_OBJECT_CLASS(cation_guest_container_parent_class)->finalize(container);
}

void cation_guest_container_class_init(CationGuestContainerClass* type) {
  G_OBJECT_CLASS(type)->finalize = &finalize;
  GtkWidgetClass* widget = GTK_WIDGET_CLASS(type);
  widget->realize = &realize;
  widget->unrealize = &unrealize;
  widget->map = &map;
  widget->unmap = &unmap;
  widget->size_allocate = &size_allocate;
  widget->get_preferred_width = &preferred_width;
  widget->get_preferred_height = &preferred_height;
  widget->draw = &draw;
  widget->focus = &focus;
  GtkContainerClass* container = GTK_CONTAINER_CLASS(type);
  container->remove = &remove;
  container->forall = &forall;
  container->child_type = &child_type;
}

void cation_guest_container_init(CationGuestContainer* container) {
  container->state = std::make_unique<State>().release();
  gtk_widget_set_has_window(GTK_WIDGET(container), FALSE);
}

}  // namespace

GtkWidget* guest_container_new(GtkWidget* base) {
  auto* container = GTK_WIDGET(g_object_new(cation_guest_container_get_type(), nullptr));
  state_of(container).base = base;
  gtk_widget_set_parent(base, container);
  return container;
}

void guest_container_add(GtkWidget* container, GtkWidget* guest) {
  Slot& slot = state_of(container).slots.emplace_back(Slot{.view = guest});
  if (gtk_widget_get_realized(container)) open_window(container, slot);
  gtk_widget_set_child_visible(guest, FALSE);
  gtk_widget_set_parent(guest, container);
  gtk_widget_show(guest);
}

void guest_container_remove(GtkWidget* container, GtkWidget* guest) {
  gtk_container_remove(GTK_CONTAINER(container), guest);
}

void guest_container_place(GtkWidget* container, GtkWidget* guest, const GuestPlace& place) {
  Slot* slot = find(container, guest);
  if (slot == nullptr || slot->place == place) return;
  slot->place = place;
  apply(container, *slot);
}

GuestPlace guest_container_place_of(GtkWidget* container, GtkWidget* guest) {
  const Slot* slot = find(container, guest);
  return slot != nullptr ? slot->place : GuestPlace{};
}

}  // namespace cation::shell
