// What the toolkit says of a window, brought to it.

#include "shell/window.h"

namespace cation::shell {

void Window::connect_signals() {
  GtkWindow* window = widget();
  signals_.connect(
      window, "delete-event",
      +[](GtkWidget*, GdkEvent*, gpointer self) -> gboolean {
        static_cast<Window*>(self)->request_close();
        return TRUE;
      },
      this);
  signals_.connect(
      window, "destroy",
      +[](GtkWidget*, gpointer data) {
        auto* self = static_cast<Window*>(data);
        self->contents_->lose_view();
        if (self->guests_) self->guests_->lose_views();
        self->callbacks_.lost(self->id_);
      },
      this);
  signals_.connect(
      window, "show",
      +[](GtkWidget*, gpointer data) {
        auto* self = static_cast<Window*>(data);
        self->paints_hidden_ = self->paints_always_;
        self->hidden_painter_.reset();
        self->tell("show");
      },
      this);
  signals_.connect(
      window, "hide",
      +[](GtkWidget*, gpointer data) {
        auto* self = static_cast<Window*>(data);
        if (self->paints_hidden_) self->allocate_hidden();
        self->tell("hide");
      },
      this);
  signals_.connect(
      window, "notify::is-active",
      +[](GtkWindow* window, GParamSpec*, gpointer self) {
        static_cast<Window*>(self)->tell(gtk_window_is_active(window) ? "focus" : "blur");
      },
      this);
  signals_.connect(
      window, "configure-event",
      +[](GtkWidget*, GdkEvent*, gpointer self) -> gboolean {
        static_cast<Window*>(self)->configured();
        return FALSE;
      },
      this);
  signals_.connect(
      window, "window-state-event",
      +[](GtkWidget*, GdkEvent* event, gpointer self) -> gboolean {
        static_cast<Window*>(self)->state_changed(event->window_state);
        return FALSE;
      },
      this);
  if (guests_) {
    signals_.connect(
        window, "set-focus",
        +[](GtkWindow*, GtkWidget* widget, gpointer self) {
          static_cast<Window*>(self)->guests_->focus_moved(widget);
        },
        this);
  }
  signals_.connect(
      window, "key-press-event",
      +[](GtkWidget*, GdkEvent* event, gpointer self) -> gboolean {
        auto* window = static_cast<Window*>(self);
        return window->keys_.pressed(&event->key, window->focused_contents());
      },
      this);
  signals_.connect(
      window, "key-release-event",
      +[](GtkWidget*, GdkEvent* event, gpointer self) -> gboolean {
        static_cast<Window*>(self)->menu_.key_released(event->key);
        return FALSE;
      },
      this);
}

}  // namespace cation::shell
