#include "main/browser_window.h"

#include <algorithm>
#include <utility>

#include "main/host.h"
#include "main/web_preferences.h"
#include "main/window_features.h"

namespace cation::main {

namespace {

/// A page that its opener writes into runs as its opener does, whatever the options say: nothing is
/// loaded that could run otherwise.
bool is_empty_page(std::string_view url) {
  return url == "about:blank" || url.starts_with("about:blank?") || url.starts_with("about:blank#");
}

/// A length between two limits; 0 or nothing is no limit.
int within(int length, const Value& least, const Value& most) {
  const int limit = most.value_or(0);
  return std::max(limit > 0 ? std::min(length, limit) : length, least.value_or(0));
}

}  // namespace

BrowserWindow::BrowserWindow(Host& host, WindowId id, const Value& asked) : host_(host), id_(id) {
  const Value& request = asked["opener"];
  WebContents* opener = host_.contents(request["contents"].value_or<ipc::ContentsId>(0));
  const auto request_number = request["number"].value_or<std::uint32_t>(0);
  // One that was answered before gets no second window: this one opens by itself.
  const auto awaited = opener != nullptr ? opener->take_request(request_number) : std::nullopt;
  const bool is_awaited = awaited.has_value();
  const Value options = is_awaited ? with_features(asked, awaited->features) : asked;
  title_ = options["title"].value_or<std::string>(std::string(host_.app_name()));
  manners_ = WindowManners(options);
  paints_hidden_ = options["paintWhenInitiallyHidden"].value_or(true);
  bounds_.width =
      within(options["width"].value_or(800), manners_["minWidth"], manners_["maxWidth"]);
  bounds_.height =
      within(options["height"].value_or(600), manners_["minHeight"], manners_["maxHeight"]);
  auto x = options["x"].to<int>();
  auto y = options["y"].to<int>();
  placed_ = x && y;
  if (placed_) {
    bounds_.x = *x;
    bounds_.y = *y;
  }
  centered_ = options["center"].value_or(!placed_);
  visible_ = was_shown_ = options["show"].value_or(true);
  normal_ = bounds_;
  fullscreen_ = options["fullscreen"].value_or(options["kiosk"].value_or(false));
  parent_ = options["parent"].value_or<WindowId>(0);
  contents_ = std::make_unique<WebContents>(host_, id_);
  const Value& given = options["webPreferences"];
  if (!is_awaited) {
    contents_->set_preferences(web_preferences(given));
  } else {
    const Value& of_opener = opener->preferences();
    contents_->set_preferences(is_empty_page(awaited->url)
                                   ? of_opener
                                   : web_preferences(inherited_preferences(given, of_opener)));
  }
  if (is_awaited && !request["outlives"].value_or(false)) opener_ = opener->id();

  if (is_awaited) {
    host_.shell().tell("contents.open_window", {request_number, description()});
  } else {
    host_.shell().tell("window.create", {description()});
  }
  first_load_ = contents_->did_finish_load.subscribe([this] {
    if (!std::exchange(shown_once_, true)) ready_to_show.emit();
  });
}

BrowserWindow::~BrowserWindow() = default;

Value BrowserWindow::description() const {
  std::vector<Value::Member> members{{"id", id_},
                                     {"contents", contents_->id()},
                                     {"title", title_},
                                     {"width", bounds_.width},
                                     {"height", bounds_.height},
                                     {"x", placed_ ? Value(bounds_.x) : Value()},
                                     {"y", placed_ ? Value(bounds_.y) : Value()},
                                     {"center", centered_},
                                     {"show", visible_},
                                     {"paintWhenInitiallyHidden", is_painted()},
                                     {"fullscreen", fullscreen_},
                                     {"parent", parent_},
                                     {"webPreferences", contents_->preferences()}};
  manners_.append_to(members);
  return Value::object(std::move(members));
}

void BrowserWindow::open_again() {
  // The shell tells of these when they have come true again.
  focused_ = false;
  const bool maximized = std::exchange(maximized_, false);
  const bool minimized = std::exchange(minimized_, false);
  host_.shell().tell("window.create", {description()});
  // One that is hidden would be shown by it.
  if (maximized && visible_) tell("maximize");
  if (minimized) tell("minimize");
  if (!menu_.is_undefined()) tell("set_menu", {menu_});
  contents_->on_view_made();
}

void BrowserWindow::tell(std::string_view word, std::vector<Value> more) {
  more.insert(more.begin(), id_);
  host_.shell().tell("window." + std::string(word), std::move(more));
}

void BrowserWindow::set_title(std::string title) {
  title_ = std::move(title);
  tell("set_title", {title_});
}

void BrowserWindow::set_bounds(const Value& bounds) {
  if (!bounds["x"].is_undefined() || !bounds["y"].is_undefined()) place_is_known();
  bounds_ = {
      bounds["x"].value_or(bounds_.x), bounds["y"].value_or(bounds_.y),
      within(bounds["width"].value_or(bounds_.width), manners_["minWidth"], manners_["maxWidth"]),
      within(bounds["height"].value_or(bounds_.height), manners_["minHeight"],
             manners_["maxHeight"])};
  if (!maximized_ && !fullscreen_) normal_ = bounds_;
  tell("set_bounds", {bounds});
}

Result<void> BrowserWindow::set(std::string_view name, Value value) {
  if (auto known = manners_.set(name, value); !known) return known;
  tell("set", {name, std::move(value)});
  return {};
}

Result<void> BrowserWindow::set_parent(WindowId parent) {
  for (WindowId above = parent; above != 0;) {
    if (above == id_) return fail("A window cannot be its own parent");
    const BrowserWindow* window = host_.window(above);
    above = window != nullptr ? window->parent() : 0;
  }
  parent_ = parent;
  tell("set_parent", {parent});
  return {};
}

void BrowserWindow::set_menu(Value items) {
  menu_ = std::move(items);
  tell("set_menu", {menu_});
}

void BrowserWindow::place_is_known() {
  placed_ = true;
  centered_ = false;
}

void BrowserWindow::set_fullscreen(bool on) {
  fullscreen_ = on;
  tell("set_fullscreen", {on});
}

bool BrowserWindow::is_painted() const {
  return visible_ || !contents_->preferences()["backgroundThrottling"].value_or(true) ||
         (!was_shown_ && paints_hidden_);
}

void BrowserWindow::show() {
  visible_ = was_shown_ = true;
  tell("show");
}

void BrowserWindow::show_inactive() {
  visible_ = was_shown_ = true;
  tell("show_inactive");
}

void BrowserWindow::hide() {
  visible_ = false;
  tell("hide");
}

void BrowserWindow::order(std::string_view word) { tell(word); }

void BrowserWindow::close() {
  host_.later([&host = host_, id = id_] {
    if (BrowserWindow* window = host.window(id)) window->on_close_requested(false);
  });
}

void BrowserWindow::on_close_requested(bool page_agrees) {
  // The answer to the last time is under way.
  if (closing_page_) return;
  Preventable question;
  closing.emit(question);
  // The listeners may have destroyed it: only the Host knows.
  if (host_.window(id_) != this) return;
  if (question.prevented()) return host_.app().on_close_prevented();
  closing_page_ = true;
  tell("close", {page_agrees});
}

void BrowserWindow::on_kept() {
  closing_page_ = false;
  host_.app().on_close_prevented();
}

void BrowserWindow::destroy() {
  tell("destroy");
  host_.remove_window(id_);
}

void BrowserWindow::on_shell_event(const std::string& name, const Value& facts) {
  if (name == "menu-bar") {
    bar_ = facts["height"].value_or(0);
    return;
  }
  if (name == "show") was_shown_ = true;
  if (name == "show" || name == "hide") visible_ = name == "show";
  if (name == "focus" || name == "blur") focused_ = name == "focus";
  if (name == "minimize" || name == "restore") minimized_ = name == "minimize";
  if (name == "maximize" || name == "unmaximize") maximized_ = name == "maximize";
  if (name == "enter-full-screen" || name == "leave-full-screen")
    fullscreen_ = name == "enter-full-screen";
  if (facts.is_object()) {
    // The place of one that is hidden may not be known.
    if (!facts["x"].is_undefined()) place_is_known();
    bounds_ = {facts["x"].value_or(bounds_.x), facts["y"].value_or(bounds_.y),
               facts["width"].value_or(bounds_.width), facts["height"].value_or(bounds_.height)};
  }
  if (const Value& normal = facts["normal"]; normal.is_object()) {
    normal_ = {normal["x"].value_or(normal_.x), normal["y"].value_or(normal_.y),
               normal["width"].value_or(normal_.width), normal["height"].value_or(normal_.height)};
  }
  changed.emit(name);
}

void BrowserWindow::on_page_title(std::string title) {
  contents_->in_order([this, title = std::move(title)]() mutable { retitle(std::move(title)); });
}

void BrowserWindow::retitle(std::string title) {
  contents_->set_title(title);
  Preventable change;
  page_title_updated.emit(change, title);
  if (host_.window(id_) != this) return;
  if (change.prevented()) return tell("set_title", {title_});
  title_ = std::move(title);
}

}  // namespace cation::main
