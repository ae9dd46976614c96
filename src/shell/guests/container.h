#pragma once

#include <gtk/gtk.h>

#include "shell/guests/place.h"

namespace cation::shell {

// A widget that lays views (guests) over another (the base), which fills it. Each guest has a
// window of its own that cuts it to what is seen of it: the guest keeps its size and is moved
// within that window, and pointers beside it go to the base. The toolkit's own containers resize
// what they cut, or take the pointer. The focus goes round in the base alone: its page leads it
// into guests.

struct CationGuestContainer;

/// `base` has no parent.
GtkWidget* guest_container_new(GtkWidget* base);

/// A guest is hidden for its page until it has a place.
void guest_container_add(GtkWidget* container, GtkWidget* guest);
/// Takes it out, as its end does too.
void guest_container_remove(GtkWidget* container, GtkWidget* guest);

/// Moves it: at once for pointers, and in the next frame for the eye. No place for one that is not
/// in this container.
void guest_container_place(GtkWidget* container, GtkWidget* guest, const GuestPlace& place);
/// Where it is; empty for one that is not in this container.
GuestPlace guest_container_place_of(GtkWidget* container, GtkWidget* guest);

}  // namespace cation::shell
