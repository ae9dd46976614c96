#include "shell/window.h"

#include <algorithm>
#include <utility>

#include "shell/arguments.h"
#include "shell/focus.h"

namespace cation::shell {

Window::Window(const WindowOptions& options, Engine& engine, MainLink& main, Callbacks callbacks,
               WebKitWebView* opener)
    : id_(options.id),
      main_(main),
      callbacks_(std::move(callbacks)),
      resizable_(options.resizable),
      framed_(options.frame),
      min_width_(options.min_width),
      min_height_(options.min_height),
      window_(gtk_window_new(GTK_WINDOW_TOPLEVEL)),
      box_(GTK_BOX(gtk_box_new(GTK_ORIENTATION_VERTICAL, 0))),
      contents_(std::make_unique<WebContents>(options.contents, options.web_preferences, engine,
                                              main, static_cast<ContentsOwner&>(*this), opener)) {
  GtkWindow* window = widget();
  const char* app_name = g_get_application_name();
  gtk_window_set_title(window, options.title.empty() ? app_name : options.title.c_str());
  gtk_window_set_decorated(window, framed_);
  gtk_window_set_keep_above(window, options.always_on_top);
  if (options.center) gtk_window_set_position(window, GTK_WIN_POS_CENTER);
  if (options.fullscreen) gtk_window_fullscreen(window);
  // Its own group, so that a modal dialog of one window leaves the others alone.
  const ObjectPtr<GtkWindowGroup> group(gtk_window_group_new());
  gtk_window_group_add_window(group.get(), window);

  GtkWidget* view = GTK_WIDGET(contents_->view());
  if (options.background) {
    webkit_web_view_set_background_color(contents_->view(), &*options.background);
  }
  gtk_box_pack_end(box_, view, TRUE, TRUE, 0);
  gtk_container_add(GTK_CONTAINER(window), GTK_WIDGET(box_));
  gtk_widget_show_all(GTK_WIDGET(box_));
  gtk_widget_grab_focus(view);

  resize(options.width, options.height);
  if (options.x || options.y) {
    gtk_window_move(window, options.x.value_or(0), options.y.value_or(0));
  }
  connect_signals();
  if (options.show && opener != nullptr) {
    signals_.connect(
        view, "ready-to-show",
        +[](WebKitWebView*, gpointer self) { static_cast<Window*>(self)->show(); }, this);
  } else if (options.show) {
    show();
  } else {
    allocate_hidden();
  }
}

Window::~Window() { signals_.disconnect_all(); }

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
        self->callbacks_.lost(self->id_);
      },
      this);
  signals_.connect(
      window, "show", +[](GtkWidget*, gpointer self) { static_cast<Window*>(self)->tell("show"); },
      this);
  signals_.connect(
      window, "hide", +[](GtkWidget*, gpointer self) { static_cast<Window*>(self)->tell("hide"); },
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
  signals_.connect(
      window, "key-press-event",
      +[](GtkWidget*, GdkEvent* event, gpointer self) -> gboolean {
        return static_cast<Window*>(self)->key_pressed(&event->key);
      },
      this);
}

void Window::set_title(const std::string& title) { gtk_window_set_title(widget(), title.c_str()); }

void Window::set_bounds(const Value& bounds) {
  const auto x = optional_pixels(bounds["x"]);
  const auto y = optional_pixels(bounds["y"]);
  const auto width = optional_pixels(bounds["width"]);
  const auto height = optional_pixels(bounds["height"]);
  if (width || height) {
    int current_width = 0;
    int current_height = 0;
    gtk_window_get_size(widget(), &current_width, &current_height);
    resize(width.value_or(current_width), height.value_or(current_height));
  }
  if (x || y) {
    int current_x = 0;
    int current_y = 0;
    gtk_window_get_position(widget(), &current_x, &current_y);
    gtk_window_move(widget(), x.value_or(current_x), y.value_or(current_y));
  }
  if (!gtk_widget_get_visible(window_.get())) allocate_hidden();
}

void Window::resize(int width, int height) {
  width = std::max(width, min_width_);
  height = std::max(height, min_height_);
  limit_size(width, height);
  gtk_window_resize(widget(), width, height);
}

void Window::limit_size(int width, int height) {
  // GTK's own notion of a window that cannot be resized shrinks it to its contents.
  GdkGeometry limits{};
  int hints = GDK_HINT_MIN_SIZE;
  limits.min_width = resizable_ ? min_width_ : width;
  limits.min_height = resizable_ ? min_height_ : height;
  if (!resizable_) {
    hints |= GDK_HINT_MAX_SIZE;
    limits.max_width = width;
    limits.max_height = height;
  }
  gtk_window_set_geometry_hints(widget(), nullptr, &limits, static_cast<GdkWindowHints>(hints));
}

void Window::allocate_hidden() {
  // A page in a window that was never shown has the size of the window all the same.
  GtkAllocation place{};
  gtk_window_get_size(widget(), &place.width, &place.height);
  gtk_widget_realize(window_.get());
  gtk_widget_size_allocate(window_.get(), &place);
}

void Window::show() { show_focused(widget()); }

void Window::show_inactive() {
  gtk_window_set_focus_on_map(widget(), FALSE);
  gtk_widget_show(window_.get());
  gtk_window_set_focus_on_map(widget(), TRUE);
}

void Window::hide() { gtk_widget_hide(window_.get()); }

void Window::focus() {
  if (gtk_widget_get_visible(window_.get())) show_focused(widget());
}

void Window::minimize() { gtk_window_iconify(widget()); }

void Window::maximize() {
  gtk_window_maximize(widget());
  // As in Electron, a hidden window is shown.
  if (!gtk_widget_get_visible(window_.get())) show();
}

void Window::restore() {
  if (is_in_state(GDK_WINDOW_STATE_ICONIFIED)) {
    gtk_window_deiconify(widget());
  } else {
    gtk_window_unmaximize(widget());
  }
}

void Window::set_fullscreen(bool fullscreen) {
  fullscreen ? gtk_window_fullscreen(widget()) : gtk_window_unfullscreen(widget());
}

void Window::toggle_fullscreen() { set_fullscreen(!is_in_state(GDK_WINDOW_STATE_FULLSCREEN)); }

bool Window::is_in_state(GdkWindowState state) const {
  GdkWindow* native = gtk_widget_get_window(window_.get());
  return native != nullptr && (gdk_window_get_state(native) & state) != 0;
}

void Window::request_close() { main_.send("window.close_requested", id_, false); }

void Window::page_closes(bool agrees) { main_.send("window.close_requested", id_, agrees); }

void Window::set_menu(const MenuItems* items) {
  if (menu_ != nullptr) gtk_window_remove_accel_group(widget(), menu_->accelerators());
  menu_.reset();
  if (items == nullptr) return;
  menu_ = std::make_unique<MenuBar>(*items,
                                    [this](MenuItemId item) { callbacks_.chosen(*this, item); });
  gtk_window_add_accel_group(widget(), menu_->accelerators());
  gtk_box_pack_start(box_, menu_->widget(), FALSE, FALSE, 0);
  // A window without a frame has no menu bar to see, but keeps its keys.
  gtk_widget_set_visible(menu_->widget(), framed_);
  if (!gtk_widget_get_visible(window_.get())) allocate_hidden();
}

void Window::update_menu_item(const MenuItem& item) {
  if (menu_ != nullptr) menu_->update(item);
}

void Window::page_titled(const std::string& title) {
  set_title(title);
  main_.send("window.title", id_, title);
}

WebKitWebView* Window::page_opens(const OpenRequest& request) {
  // A copy: the window may be closed while main is asked.
  const auto opens = callbacks_.opens;
  return opens(contents_->id(), request);
}

void Window::configured() {
  GdkRectangle now{};
  gtk_window_get_position(widget(), &now.x, &now.y);
  gtk_window_get_size(widget(), &now.width, &now.height);
  const GdkRectangle before = std::exchange(bounds_, now);
  if (now.width != before.width || now.height != before.height) {
    main_.send("window.event", id_, "resize", bounds());
  }
  if (now.x != before.x || now.y != before.y) main_.send("window.event", id_, "move", bounds());
}

void Window::state_changed(const GdkEventWindowState& event) {
  auto changed = [&event](GdkWindowState state) { return (event.changed_mask & state) != 0; };
  auto is = [&event](GdkWindowState state) { return (event.new_window_state & state) != 0; };
  if (changed(GDK_WINDOW_STATE_ICONIFIED)) {
    tell(is(GDK_WINDOW_STATE_ICONIFIED) ? "minimize" : "restore");
  }
  if (changed(GDK_WINDOW_STATE_MAXIMIZED)) {
    tell(is(GDK_WINDOW_STATE_MAXIMIZED) ? "maximize" : "unmaximize");
  }
  if (changed(GDK_WINDOW_STATE_FULLSCREEN)) {
    tell(is(GDK_WINDOW_STATE_FULLSCREEN) ? "enter-full-screen" : "leave-full-screen");
  }
}

bool Window::key_pressed(GdkEventKey* event) {
  // The page has the first word about a key, the menu the second. GTK would have it the other way
  // round, so that nobody could type a letter that a menu item has as its accelerator.
  if (!contents_->takes_keys()) return gtk_window_activate_key(widget(), event);
  return gtk_window_propagate_key_event(widget(), event) ||
         gtk_window_activate_key(widget(), event);
}

void Window::tell(std::string_view event) { main_.send("window.event", id_, event); }

Value Window::bounds() const {
  return Value::object(
      {{"x", bounds_.x}, {"y", bounds_.y}, {"width", bounds_.width}, {"height", bounds_.height}});
}

}  // namespace cation::shell
