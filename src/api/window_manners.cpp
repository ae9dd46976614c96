// What a window is like, and how it stands to others.

#include <utility>

#include "api/core.h"
#include "cation/browser_window.h"

namespace cation {

namespace {

main::BrowserWindow* find(const std::shared_ptr<api::Core>& core, std::uint32_t id) {
  return core ? core->window(id) : nullptr;
}

Rectangle to_rectangle(const main::Bounds& bounds) {
  return {bounds.x, bounds.y, bounds.width, bounds.height};
}

}  // namespace

void BrowserWindow::set(std::string_view name, const Value& value) const {
  auto core = core_.lock();
  if (auto* window = find(core, id_)) (void)window->set(name, value);
}

Value BrowserWindow::get(std::string_view name) const {
  auto core = core_.lock();
  auto* window = find(core, id_);
  return window != nullptr ? window->manners()[name] : Value();
}

Rectangle BrowserWindow::normal_bounds() const {
  auto core = core_.lock();
  auto* window = find(core, id_);
  return window != nullptr ? to_rectangle(window->normal_bounds()) : Rectangle();
}

Rectangle BrowserWindow::content_bounds() const {
  auto core = core_.lock();
  auto* window = find(core, id_);
  if (window == nullptr) return {};
  Rectangle bounds = to_rectangle(window->bounds());
  bounds.y += window->menu_bar_height();
  bounds.height -= window->menu_bar_height();
  return bounds;
}

void BrowserWindow::set_content_size(int width, int height) {
  auto core = core_.lock();
  if (auto* window = find(core, id_)) set_size(width, height + window->menu_bar_height());
}

void BrowserWindow::center() { order("center"); }
void BrowserWindow::blur() { order("blur"); }
void BrowserWindow::move_top() { order("move_top"); }

void BrowserWindow::set_resizable(bool on) { set("resizable", on); }
bool BrowserWindow::is_resizable() const { return get("resizable").value_or(true); }
void BrowserWindow::set_minimum_size(int width, int height) {
  set("minWidth", width);
  set("minHeight", height);
}
void BrowserWindow::set_maximum_size(int width, int height) {
  set("maxWidth", width);
  set("maxHeight", height);
}
void BrowserWindow::set_always_on_top(bool on) { set("alwaysOnTop", on); }
bool BrowserWindow::is_always_on_top() const { return get("alwaysOnTop").value_or(false); }
void BrowserWindow::set_skip_taskbar(bool on) { set("skipTaskbar", on); }
void BrowserWindow::set_opacity(double opacity) { set("opacity", opacity); }
double BrowserWindow::opacity() const { return get("opacity").value_or(1.0); }
void BrowserWindow::set_background_color(std::string_view color) { set("backgroundColor", color); }
void BrowserWindow::set_icon(std::string_view path) {
  if (auto core = core_.lock()) set("icon", core->path_of(path));
}
void BrowserWindow::set_enabled(bool on) { set("enabled", on); }
bool BrowserWindow::is_enabled() const { return get("enabled").value_or(true); }
void BrowserWindow::flash_frame(bool on) { set("urgent", on); }
void BrowserWindow::set_visible_on_all_workspaces(bool on) { set("visibleOnAllWorkspaces", on); }
void BrowserWindow::set_menu_bar_visible(bool on) { set("menuBarVisible", on); }
void BrowserWindow::set_auto_hide_menu_bar(bool on) { set("autoHideMenuBar", on); }

Result<void> BrowserWindow::set_parent(const std::optional<BrowserWindow>& parent) {
  auto core = core_.lock();
  auto* window = find(core, id_);
  if (window == nullptr) return fail("Object has been destroyed", "ERR_DESTROYED");
  return window->set_parent(parent ? parent->id_ : 0);
}

std::optional<BrowserWindow> BrowserWindow::parent() const {
  auto core = core_.lock();
  auto* window = find(core, id_);
  if (window == nullptr || find(core, window->parent()) == nullptr) return std::nullopt;
  return BrowserWindow(core_, window->parent());
}

}  // namespace cation
