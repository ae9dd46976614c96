#include "shell/window.h"

#include <algorithm>
#include <utility>

#include "shell/arguments.h"
#include "shell/focus.h"

namespace cation::shell {
namespace {

/// The monitor that shows most of a window, or the one where it would come.
GdkMonitor* monitor_of(GtkWidget* window) {
  GdkDisplay* display = gtk_widget_get_display(window);
  GdkWindow* native = gtk_widget_get_window(window);
  if (native != nullptr) return gdk_display_get_monitor_at_window(display, native);
  GdkMonitor* primary = gdk_display_get_primary_monitor(display);
  return primary != nullptr ? primary : gdk_display_get_monitor(display, 0);
}

Value value_of(const GdkRectangle& place) {
  return Value::object(
      {{"x", place.x}, {"y", place.y}, {"width", place.width}, {"height", place.height}});
}

}  // namespace

Window::Window(const WindowOptions& options, Engine& engine, MainLink& main, Callbacks callbacks,
               WebContents* opener)
    : id_(options.id),
      main_(main),
      callbacks_(std::move(callbacks)),
      paints_always_(!options.web_preferences["backgroundThrottling"].value_or(true)),
      paints_hidden_(options.paint_when_initially_hidden || paints_always_),
      placed_(options.x || options.y),
      window_(gtk_window_new(GTK_WINDOW_TOPLEVEL)),
      box_(GTK_BOX(gtk_box_new(GTK_ORIENTATION_VERTICAL, 0))),
      contents_(std::make_unique<WebContents>(
          options.contents, options.web_preferences, engine,
          opener != nullptr ? opener->session() : engine.app_session(), main,
          static_cast<ContentsOwner&>(*this), opener != nullptr ? opener->view() : nullptr)),
      guests_(contents_->has_webview_tag() ? std::make_unique<Guests>(*contents_) : nullptr),
      manners_(widget(), contents_->view()),
      menu_(box_, options.frame,
            [this](int height) {
              main_.send("window.event", id_, "menu-bar", Value::object({{"height", height}}));
            }),
      keys_(widget(), menu_) {
  GtkWindow* window = widget();
  const char* app_name = g_get_application_name();
  gtk_window_set_title(window, options.title.empty() ? app_name : options.title.c_str());
  gtk_window_set_decorated(window, options.frame);
  if (options.center) gtk_window_set_position(window, GTK_WIN_POS_CENTER);
  if (options.fullscreen) gtk_window_fullscreen(window);
  // Its own group, so that a modal dialog of one window leaves the others alone.
  const ObjectPtr<GtkWindowGroup> group(gtk_window_group_new());
  gtk_window_group_add_window(group.get(), window);

  GtkWidget* view = GTK_WIDGET(contents_->view());
  gtk_box_pack_end(box_, guests_ ? guests_->widget() : view, TRUE, TRUE, 0);
  gtk_container_add(GTK_CONTAINER(window), GTK_WIDGET(box_));
  gtk_widget_show_all(GTK_WIDGET(box_));
  gtk_widget_grab_focus(view);

  for (const auto& [name, value] : options.manners.entries()) set(name, value);
  manners_.resize(options.width, options.height);
  gtk_window_get_size(window, &bounds_.width, &bounds_.height);
  bounds_.x = options.x.value_or(0);
  bounds_.y = options.y.value_or(0);
  normal_ = before_normal_ = bounds_;
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
    manners_.resize(width.value_or(current_width), height.value_or(current_height));
  }
  if (x || y) placed_ = true;
  if (x || y) {
    int current_x = 0;
    int current_y = 0;
    gtk_window_get_position(widget(), &current_x, &current_y);
    gtk_window_move(widget(), x.value_or(current_x), y.value_or(current_y));
  }
  if (is_shown()) return;
  allocate_hidden();
  // The toolkit tells of no change of a window that is on no screen.
  GdkRectangle now{x.value_or(bounds_.x), y.value_or(bounds_.y), bounds_.width, bounds_.height};
  if (width || height) gtk_window_get_size(widget(), &now.width, &now.height);
  place_changed(now);
}

bool Window::is_shown() const { return gtk_widget_get_visible(window_.get()) != FALSE; }

void Window::allocate_hidden() {
  // A page in a window that was never shown has the size of the window all the same.
  GtkAllocation place{};
  gtk_window_get_size(widget(), &place.width, &place.height);
  gtk_widget_realize(window_.get());
  gtk_widget_size_allocate(window_.get(), &place);
  if (paints_hidden_ && hidden_painter_ == nullptr) {
    hidden_painter_ = std::make_unique<HiddenPainter>(GTK_WIDGET(contents_->view()));
  }
}

void Window::show() { show_focused(widget()); }

void Window::show_inactive() {
  gtk_window_set_focus_on_map(widget(), FALSE);
  gtk_widget_show(window_.get());
  gtk_window_set_focus_on_map(widget(), TRUE);
}

void Window::hide() { gtk_widget_hide(window_.get()); }

void Window::focus() {
  if (is_shown()) show_focused(widget());
}

void Window::minimize() { gtk_window_iconify(widget()); }

void Window::maximize() {
  gtk_window_maximize(widget());
  // As in Electron, a hidden window is shown.
  if (!is_shown()) show();
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

void Window::set(std::string_view name, const Value& value) {
  if (name == "menuBarVisible") return menu_.set_visible(value.value_or(true));
  if (name == "autoHideMenuBar") return menu_.set_auto_hide(value.value_or(false));
  manners_.set(name, value);
}

void Window::set_parent(Window* parent) {
  gtk_window_set_transient_for(widget(), parent != nullptr ? parent->widget() : nullptr);
}

void Window::center() {
  GdkRectangle area{};
  gdk_monitor_get_workarea(monitor_of(window_.get()), &area);
  int width = 0;
  int height = 0;
  gtk_window_get_size(widget(), &width, &height);
  gtk_window_move(widget(), area.x + (area.width - width) / 2, area.y + (area.height - height) / 2);
}

void Window::move_top() {
  if (GdkWindow* native = gtk_widget_get_window(window_.get())) gdk_window_raise(native);
}

void Window::blur() {
  if (GdkWindow* native = gtk_widget_get_window(window_.get())) gdk_window_lower(native);
}

void Window::set_app_menu(const MenuItems* items) {
  if (!has_own_menu_) show_menu(items);
}

void Window::set_own_menu(std::unique_ptr<MenuItems> items) {
  has_own_menu_ = true;
  // The widgets of the last one name its items.
  show_menu(items.get());
  own_menu_ = std::move(items);
}

void Window::show_menu(const MenuItems* items) {
  menu_.set(items, [this](MenuItemId item) { callbacks_.chosen(*this, item); });
  if (!is_shown()) allocate_hidden();
}

void Window::update_menu_item(const MenuItem& item) {
  if (MenuBar* bar = menu_.bar()) bar->update(item);
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
  placed_ = true;
  place_changed(now);
}

void Window::place_changed(const GdkRectangle& now) {
  const GdkRectangle before = std::exchange(bounds_, now);
  if (!is_in_state(GDK_WINDOW_STATE_MAXIMIZED) && !is_in_state(GDK_WINDOW_STATE_FULLSCREEN))
    before_normal_ = std::exchange(normal_, now);
  if (now.width != before.width || now.height != before.height) {
    main_.send("window.event", id_, "resize", bounds());
  }
  if (now.x != before.x || now.y != before.y) main_.send("window.event", id_, "move", bounds());
}

void Window::state_changed(const GdkEventWindowState& event) {
  auto changed = [&event](GdkWindowState state) { return (event.changed_mask & state) != 0; };
  auto is = [&event](GdkWindowState state) { return (event.new_window_state & state) != 0; };
  // Window managers tell of the new place before or after the new state.
  const bool fills = (changed(GDK_WINDOW_STATE_MAXIMIZED) && is(GDK_WINDOW_STATE_MAXIMIZED)) ||
                     (changed(GDK_WINDOW_STATE_FULLSCREEN) && is(GDK_WINDOW_STATE_FULLSCREEN));
  if (fills && fills_screen()) normal_ = before_normal_;
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

WebContents& Window::focused_contents() {
  WebContents* guest = guests_ ? guests_->focused() : nullptr;
  return guest != nullptr ? *guest : *contents_;
}

void Window::page_leaves_key(std::uint32_t key) { keys_.page_leaves(key); }

bool Window::page_says(std::string_view name, GVariant* parameters) {
  return guests_ && guests_->hear(name, parameters);
}

void Window::add_guest(const GuestOptions& options, Engine& engine, SessionPtr session) {
  guests_->add(std::make_unique<Guest>(
      options, engine, std::move(session), main_,
      Guest::Callbacks{.opens = callbacks_.opens,
                       .leaves_key = [this](std::uint32_t key) { keys_.page_leaves(key); }}));
}

std::unique_ptr<Guest> Window::take_guest(ContentsId id) {
  if (!guests_) return nullptr;
  keys_.forget(id);
  return guests_->take(id);
}

void Window::tell(std::string_view event) {
  main_.send("window.event", id_, event, Value::object({{"normal", value_of(normal_)}}));
}

Value Window::bounds() const {
  // The window manager may still choose the place.
  if (!placed_) return Value::object({{"width", bounds_.width}, {"height", bounds_.height}});
  return Value::object({{"x", bounds_.x},
                        {"y", bounds_.y},
                        {"width", bounds_.width},
                        {"height", bounds_.height},
                        {"normal", value_of(normal_)}});
}

bool Window::fills_screen() const {
  GdkRectangle area{};
  gdk_monitor_get_workarea(monitor_of(window_.get()), &area);
  // The frame is not in it.
  constexpr int frame = 60;
  return bounds_.width + frame >= area.width && bounds_.height + frame >= area.height;
}

}  // namespace cation::shell
