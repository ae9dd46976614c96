#include "shell/tools/finder.h"

#include <algorithm>
#include <utility>

#include "shell/limits.h"
#include "shell/own_world.h"

namespace cation::shell {
namespace {

/// Follows the link that is selected, as a click would.
constexpr const char* activate_selection =
    "(() => { const { focusNode } = getSelection();"
    "  const element = focusNode instanceof Element ? focusNode : focusNode?.parentElement;"
    "  element?.closest('a[href], button')?.click() })(), Symbol()";

}  // namespace

Finder::Finder(WebKitWebView* view, Found found)
    : view_(view),
      controller_(webkit_web_view_get_find_controller(view)),
      found_(std::move(found)) {
  signals_.connect(
      controller_, "found-text",
      +[](WebKitFindController*, guint matches, gpointer self) {
        static_cast<Finder*>(self)->answered(std::min<guint>(matches, limits::matches));
      },
      this);
  signals_.connect(
      controller_, "failed-to-find-text",
      +[](WebKitFindController*, gpointer self) { static_cast<Finder*>(self)->answered(0); }, this);
}

void Finder::find(std::uint32_t request, const std::string& text, const Value& options) {
  if (text.empty()) return found_(request, 0, 0);
  const bool forward = options["forward"].value_or(true);
  const bool match_case = options["matchCase"].value_or(false);
  const bool goes_on = text == text_ && match_case == match_case_ && active_ != 0 &&
                       !options["findNext"].value_or(false);
  asked_.push_back({.request = request, .forward = forward, .is_first = !goes_on});
  text_ = text;
  match_case_ = match_case;
  if (goes_on) {
    return forward ? webkit_find_controller_search_next(controller_)
                   : webkit_find_controller_search_previous(controller_);
  }
  guint32 how = WEBKIT_FIND_OPTIONS_WRAP_AROUND;
  if (!match_case) how |= WEBKIT_FIND_OPTIONS_CASE_INSENSITIVE;
  if (!forward) how |= WEBKIT_FIND_OPTIONS_BACKWARDS;
  webkit_find_controller_search(controller_, text.c_str(), how, limits::matches);
}

void Finder::answered(std::uint32_t matches) {
  if (asked_.empty()) return;
  const Asked asked = asked_.front();
  asked_.pop_front();
  // The engine counts at the first step alone.
  if (asked.is_first || matches == 0) matches_ = matches;
  if (matches_ == 0) {
    active_ = 0;
  } else if (asked.is_first || active_ == 0) {
    active_ = asked.forward ? 1 : matches_;
  } else if (asked.forward) {
    active_ = active_ % matches_ + 1;
  } else {
    active_ = active_ > 1 ? active_ - 1 : matches_;
  }
  found_(asked.request, matches_, active_);
}

void Finder::stop(const std::string& action) {
  webkit_find_controller_search_finish(controller_);
  text_.clear();
  active_ = 0;
  if (action == "clearSelection") webkit_web_view_execute_editing_command(view_, "Unselect");
  if (action == "activateSelection")
    webkit_web_view_evaluate_javascript(view_, activate_selection, -1, own_world, nullptr, nullptr,
                                        nullptr, nullptr);
}

void Finder::forget() {
  for (const Asked& asked : std::exchange(asked_, {})) found_(asked.request, 0, 0);
  text_.clear();
  active_ = 0;
}

}  // namespace cation::shell
