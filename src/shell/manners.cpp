#include "shell/manners.h"

#include <algorithm>

#include "shell/arguments.h"
#include "shell/log.h"
#include "shell/window_options.h"

namespace cation::shell {
namespace {

void set_icon(GtkWindow* window, const Value& path) {
  const std::string file = text_of(path);
  GError* error = nullptr;
  if (file.empty() || gtk_window_set_icon_from_file(window, file.c_str(), &error)) return;
  warn("the icon " + file + " cannot be read: " + error->message);
  g_error_free(error);
}

void set_background(WebKitWebView* view, const Value& color) {
  const auto text = optional_text(color);
  const auto parsed = text ? parse_color(*text) : std::nullopt;
  if (parsed) webkit_web_view_set_background_color(view, &*parsed);
}

}  // namespace

void Manners::take(const Value& options) {
  for (const auto& [name, value] : options.entries()) set(name, value);
}

bool Manners::set(std::string_view name, const Value& value) {
  const bool is_on = value.value_or(false);
  if (limit(name, value)) return true;
  if (name == "alwaysOnTop") return gtk_window_set_keep_above(window_, is_on), true;
  if (name == "skipTaskbar") return gtk_window_set_skip_taskbar_hint(window_, is_on), true;
  if (name == "modal") return gtk_window_set_modal(window_, is_on), true;
  if (name == "visibleOnAllWorkspaces") {
    is_on ? gtk_window_stick(window_) : gtk_window_unstick(window_);
    return true;
  }
  if (name == "urgent") return gtk_window_set_urgency_hint(window_, is_on), true;
  if (name == "icon") return set_icon(window_, value), true;
  if (name == "backgroundColor") return set_background(view_, value), true;
  if (name == "enabled") {
    gtk_widget_set_sensitive(GTK_WIDGET(window_), value.value_or(true));
    return true;
  }
  if (name == "opacity") {
    // The toolkit tells the window system of a window that it knows.
    gtk_widget_realize(GTK_WIDGET(window_));
    gtk_widget_set_opacity(GTK_WIDGET(window_), std::clamp(value.value_or(1.0), 0.0, 1.0));
    return true;
  }
  return false;
}

bool Manners::limit(std::string_view name, const Value& value) {
  const auto pixels = std::clamp(optional_pixels(value).value_or(0), 0, G_MAXSHORT);
  if (name == "resizable")
    resizable_ = value.value_or(true);
  else if (name == "minWidth")
    min_width_ = std::max(1, pixels);
  else if (name == "minHeight")
    min_height_ = std::max(1, pixels);
  else if (name == "maxWidth")
    max_width_ = pixels > 0 ? pixels : G_MAXSHORT;
  else if (name == "maxHeight")
    max_height_ = pixels > 0 ? pixels : G_MAXSHORT;
  else
    return false;
  int width = 0;
  int height = 0;
  gtk_window_get_size(window_, &width, &height);
  resize(width, height);
  return true;
}

void Manners::resize(int width, int height) {
  width = std::max(std::min(width, max_width_), min_width_);
  height = std::max(std::min(height, max_height_), min_height_);
  // GTK's own notion of a window that cannot be resized shrinks it to its contents.
  GdkGeometry limits{};
  limits.min_width = resizable_ ? min_width_ : width;
  limits.min_height = resizable_ ? min_height_ : height;
  limits.max_width = resizable_ ? std::max(max_width_, min_width_) : width;
  limits.max_height = resizable_ ? std::max(max_height_, min_height_) : height;
  const auto hints = static_cast<GdkWindowHints>(GDK_HINT_MIN_SIZE | GDK_HINT_MAX_SIZE);
  gtk_window_set_geometry_hints(window_, nullptr, &limits, hints);
  gtk_window_resize(window_, width, height);
}

}  // namespace cation::shell
