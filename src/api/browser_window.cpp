#include "cation/browser_window.h"

#include <utility>

#include "api/core.h"
#include "api/errors.h"
#include "api/window_options.h"
#include "cation/app.h"

namespace cation {

namespace {

main::BrowserWindow* find(const std::shared_ptr<api::Core>& core, std::uint32_t id) {
  return core ? core->window(id) : nullptr;
}

}  // namespace

Result<BrowserWindow> BrowserWindow::create(App& app, const BrowserWindowOptions& options) {
  auto core = app.core().lock();
  if (!core || !core->is_running() || core->exit_status())
    return fail("The app has ended", "ERR_APP_ENDED");
  if (!app.is_ready())
    return fail("Cannot create BrowserWindow before app is ready: wait for App::when_ready",
                "ERR_APP_NOT_READY");
  return BrowserWindow(core, core->host().create_window(api::to_value(*core, options)).id());
}

bool BrowserWindow::is_destroyed() const { return find(core_.lock(), id_) == nullptr; }

std::string BrowserWindow::title() const {
  auto core = core_.lock();
  auto* window = find(core, id_);
  return window ? window->title() : "";
}

void BrowserWindow::set_title(std::string title) {
  auto core = core_.lock();
  if (auto* window = find(core, id_)) window->set_title(std::move(title));
}

Rectangle BrowserWindow::bounds() const {
  auto core = core_.lock();
  auto* window = find(core, id_);
  if (window == nullptr) return {};
  const main::Bounds& bounds = window->bounds();
  return {bounds.x, bounds.y, bounds.width, bounds.height};
}

void BrowserWindow::set_bounds(const Rectangle& bounds) {
  auto core = core_.lock();
  if (auto* window = find(core, id_)) window->set_bounds(Value::from(bounds));
}

void BrowserWindow::set_size(int width, int height) {
  auto core = core_.lock();
  if (auto* window = find(core, id_))
    window->set_bounds(Value::object({{"width", width}, {"height", height}}));
}

void BrowserWindow::set_position(int x, int y) {
  auto core = core_.lock();
  if (auto* window = find(core, id_)) window->set_bounds(Value::object({{"x", x}, {"y", y}}));
}

void BrowserWindow::show() {
  auto core = core_.lock();
  if (auto* window = find(core, id_)) window->show();
}

void BrowserWindow::show_inactive() {
  auto core = core_.lock();
  if (auto* window = find(core, id_)) window->show_inactive();
}

void BrowserWindow::hide() {
  auto core = core_.lock();
  if (auto* window = find(core, id_)) window->hide();
}

void BrowserWindow::order(std::string_view word) const {
  auto core = core_.lock();
  if (auto* window = find(core, id_)) window->order(word);
}

void BrowserWindow::focus() { order("focus"); }
void BrowserWindow::minimize() { order("minimize"); }
void BrowserWindow::maximize() { order("maximize"); }
void BrowserWindow::restore() { order("restore"); }

bool BrowserWindow::is_visible() const {
  auto core = core_.lock();
  auto* window = find(core, id_);
  return window && window->is_visible();
}

bool BrowserWindow::is_focused() const {
  auto core = core_.lock();
  auto* window = find(core, id_);
  return window && window->is_focused();
}

bool BrowserWindow::is_minimized() const {
  auto core = core_.lock();
  auto* window = find(core, id_);
  return window && window->is_minimized();
}

bool BrowserWindow::is_maximized() const {
  auto core = core_.lock();
  auto* window = find(core, id_);
  return window && window->is_maximized();
}

bool BrowserWindow::is_fullscreen() const {
  auto core = core_.lock();
  auto* window = find(core, id_);
  return window && window->is_fullscreen();
}

void BrowserWindow::set_fullscreen(bool on) {
  auto core = core_.lock();
  if (auto* window = find(core, id_)) window->set_fullscreen(on);
}

void BrowserWindow::close() {
  auto core = core_.lock();
  if (auto* window = find(core, id_)) window->close();
}

void BrowserWindow::destroy() {
  auto core = core_.lock();
  if (auto* window = find(core, id_)) window->destroy();
}

Subscription BrowserWindow::on_close(std::function<void(Preventable&)> listener) {
  auto core = core_.lock();
  auto* window = find(core, id_);
  return window ? window->closing.subscribe(core->guarded(std::move(listener))) : Subscription();
}

Subscription BrowserWindow::on_closed(Listener listener) {
  auto core = core_.lock();
  auto* window = find(core, id_);
  return window ? window->closed.subscribe(core->guarded(std::move(listener))) : Subscription();
}

Subscription BrowserWindow::on_ready_to_show(Listener listener) {
  auto core = core_.lock();
  auto* window = find(core, id_);
  return window ? window->ready_to_show.subscribe(core->guarded(std::move(listener)))
                : Subscription();
}

Subscription BrowserWindow::on_page_title_updated(
    std::function<void(Preventable&, const std::string&)> listener) {
  auto core = core_.lock();
  auto* window = find(core, id_);
  return window ? window->page_title_updated.subscribe(core->guarded(std::move(listener)))
                : Subscription();
}

Subscription BrowserWindow::on_change(std::string name, Listener listener) {
  auto core = core_.lock();
  auto* window = find(core, id_);
  if (window == nullptr) return {};
  std::function<void(const std::string&)> changed =
      [name = std::move(name), listener = std::move(listener)](const std::string& what) {
        if (what == name) listener();
      };
  return window->changed.subscribe(core->guarded(std::move(changed)));
}

}  // namespace cation
