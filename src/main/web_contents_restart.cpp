// What becomes of a page whose shell was lost.

#include <utility>

#include "main/host.h"
#include "main/web_contents.h"

namespace cation::main {

std::optional<std::pair<std::string, Value>> WebContents::lost_page() const {
  // A page that had crashed before stays as it is, until somebody loads it.
  if (crashed_) return std::nullopt;
  if (loads_.contains(last_load_)) return std::pair(asked_url_, asked_options_);
  if (url_.empty()) return std::nullopt;
  if (shows_asked_) return std::pair(url_, asked_options_);
  // Where the page has gone by itself; headers were meant for another request.
  return std::pair(url_, Value::object({{"userAgent", asked_options_["userAgent"]}}));
}

void WebContents::on_view_made() {
  if (console_watched_) order("watch_console");
  if (navigation_watched_) order("guard_leaving");
}

void WebContents::on_shell_gone(int status) {
  Host& host = host_;
  const ipc::ContentsId id = id_;
  // Its own answers to what it is told may end it; it lives until the end of the turn.
  const auto is_gone = [this, &host, id] { return host.contents(id) != this; };
  to_load_again_ = lost_page();
  const bool had_process = !crashed_ && (loading_ || has_shown_ || !url_.empty());
  requests_.clear();
  opening_.reset();
  commit_.reset();
  held_.clear();
  has_shown_ = false;
  crashed_ = crashed_ || had_process;
  const bool was_loading = loading_;
  const LoadFailure failure{-2, "ERR_FAILED", asked_url_};
  auto loads = std::exchange(loads_, {});
  if (std::exchange(devtools_open_, false)) devtools_changed.emit(false);
  if (!is_gone() && had_process)
    render_process_gone.emit({.reason = "crashed", .exit_code = status});
  if (!is_gone() && was_loading) did_fail_load.emit(failure);
  if (!is_gone() && was_loading) stop_loading();
  for (auto& [load, loaded] : loads) loaded(&failure);
}

void WebContents::load_again() {
  auto again = std::exchange(to_load_again_, std::nullopt);
  if (again) load_url(again->first, std::move(again->second), [](const LoadFailure*) {});
}

}  // namespace cation::main
