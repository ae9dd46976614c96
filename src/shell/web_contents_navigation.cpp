// Where a page wants to go, and what it opens: what the engine is told of it.

#include <algorithm>
#include <string_view>
#include <utility>

#include "shell/limits.h"
#include "shell/load_request.h"
#include "shell/web_contents.h"

namespace cation::shell {
namespace {

std::string target_of(WebKitNavigationAction* action) {
  return limits::cut_to_bytes(
      to_string(webkit_uri_request_get_uri(webkit_navigation_action_get_request(action))),
      limits::address_bytes);
}

/// Where browsers show what a person has clicked.
const char* disposition_of(WebKitNavigationAction* action) {
  constexpr unsigned middle_button = 2;
  const unsigned modifiers = webkit_navigation_action_get_modifiers(action);
  if (webkit_navigation_action_get_mouse_button(action) == middle_button ||
      (modifiers & GDK_CONTROL_MASK) != 0) {
    return "background-tab";
  }
  return (modifiers & GDK_SHIFT_MASK) != 0 ? "new-window" : "foreground-tab";
}

}  // namespace

bool WebContents::decide(WebKitPolicyDecision* decision, WebKitPolicyDecisionType type) {
  if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE) return false;
  auto* navigation = WEBKIT_NAVIGATION_POLICY_DECISION(decision);
  WebKitNavigationAction* action =
      webkit_navigation_policy_decision_get_navigation_action(navigation);
  if (type == WEBKIT_POLICY_DECISION_TYPE_NEW_WINDOW_ACTION) {  // a link with a target
    // Asked again when the window is made, where the engine names no target any more; another link
    // may have been clicked by then. One that makes no window in the end is dropped some links
    // later.
    link_targets_.push_back(
        {target_of(action),
         limits::cut_to_characters(to_string(webkit_navigation_action_get_frame_name(action)),
                                   limits::frame_name_characters)});
    if (link_targets_.size() > limits::link_targets) link_targets_.pop_front();
    webkit_policy_decision_use(decision);
    return true;
  }
  if (is_forbidden(target_of(action))) {
    webkit_policy_decision_ignore(decision);
    return true;
  }
  // WebKit does not say whether the main frame navigates. What a page is told again changes nothing
  // until its next document.
  configure_page();
  const char* method =
      webkit_uri_request_get_http_method(webkit_navigation_action_get_request(action));
  only_gets_ = method == nullptr || std::string_view(method) == "GET";
  main_navigates_ = loads_.is_requested();
  navigates_to_ = target_of(action);
  if (loads_.is_idle() && !webkit_web_view_is_loading(view_.get()))
    frame_loads_.allowed(navigates_to_);
  loads_.allowed(navigates_to_);
  webkit_policy_decision_use(decision);
  return true;
}

OpenRequest WebContents::request_of(WebKitNavigationAction* action) {
  std::string url = target_of(action);
  std::string target;
  const auto link = std::ranges::find(link_targets_, url, &LinkTarget::url);
  if (link != link_targets_.end()) {
    target = std::move(link->name);
    link_targets_.erase(link);
  }
  return {.url = std::move(url),
          .frame_name = target == "_blank" ? "" : std::move(target),
          .disposition = disposition_of(action)};
}

}  // namespace cation::shell
