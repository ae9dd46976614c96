#include "shell/web_contents.h"

#include <libsoup/soup.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "shell/addresses.h"
#include "shell/arguments.h"
#include "shell/limits.h"
#include "shell/load_request.h"
#include "shell/log.h"
#include "shell/views.h"
#include "shell/web_settings.h"

namespace cation::shell {
namespace {

ObjectPtr<WebKitWebView> make_view(WebKitWebContext* context, const Value& preferences,
                                   WebKitWebView* opener) {
  const auto settings = make_web_settings(preferences);
  const auto policies = make_policies(preferences);
  // A view that is related to another takes its process, and its context with it.
  if (opener != nullptr) {
    return own_view(g_object_new(WEBKIT_TYPE_WEB_VIEW, "related-view", opener, "settings",
                                 settings.get(), "website-policies", policies.get(), nullptr));
  }
  return own_view(g_object_new(WEBKIT_TYPE_WEB_VIEW, "web-context", context, "settings",
                               settings.get(), "website-policies", policies.get(), nullptr));
}

const char* reason_of(WebKitWebProcessTerminationReason reason) {
  switch (reason) {
    case WEBKIT_WEB_PROCESS_EXCEEDED_MEMORY_LIMIT:
      return "oom";
    case WEBKIT_WEB_PROCESS_TERMINATED_BY_API:
      return "killed";
    default:
      return "crashed";
  }
}

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

WebContents::WebContents(ContentsId id, const Value& preferences, Engine& engine, MainLink& main,
                         ContentsOwner& owner, WebKitWebView* opener)
    : id_(id),
      preferences_(PagePreferences::read(preferences)),
      engine_(engine),
      main_(main),
      owner_(owner),
      view_(make_view(engine.context(), preferences, opener)),
      devtools_(view_.get(), [this](bool open) { main_.send("contents.devtools", id_, open); }),
      dialogs_(view_.get()),
      logins_(view_.get(),
              [this](std::uint32_t number, const Value& facts) {
                main_.send("contents.login", id_, number, url(), facts);
              }),
      loads_(*this),
      frame_loads_(view_.get(),
                   [this](bool load) { main_.send("contents.frames_loading", id_, load); }),
      has_page_(opener != nullptr),
      has_dialogs_(!preferences["disableDialogs"].value_or(false)),
      was_opened_(opener != nullptr),
      url_([this](const std::string& url) { main_.send("contents.url", id_, url); }),
      title_([this](const std::string& title) { owner_.page_titled(title); }),
      close_([this](const std::string& agrees) { owner_.page_closes(!agrees.empty()); }),
      opener_origin_(opener ? origin_of(to_string(webkit_web_view_get_uri(opener))) : "null") {
  connect_signals();
  connect_load_signals();
  // An empty page is not asked for before it is there.
  if (opener != nullptr) configure_page();
}

WebContents::~WebContents() {
  signals_.disconnect_all();
  if (!is_closed_gently_) unbind_page();
  engine_.tokens().release(bound_token_);
  if (has_page_ && !webkit_web_view_get_is_web_process_responsive(view_.get())) end_process();
}

std::pair<int, std::string> WebContents::response() const {
  WebKitWebResource* resource = webkit_web_view_get_main_resource(view_.get());
  WebKitURIResponse* response =
      resource != nullptr ? webkit_web_resource_get_response(resource) : nullptr;
  const guint code = response != nullptr ? webkit_uri_response_get_status_code(response) : 0;
  if (code == 0) return {-1, ""};
  return {static_cast<int>(code), soup_status_get_phrase(code)};
}

std::string WebContents::url() const {
  return limits::cut_to_bytes(to_string(webkit_web_view_get_uri(view_.get())),
                              limits::address_bytes);
}

void WebContents::load(LoadId load, const std::string& url, const Value& options) {
  if (const auto refusal = refusal_of(url)) return load_failed(load, *refusal, url);
  request_ = make_request(url, text_of(options["extraHeaders"]));
  requested_ = load;
  const auto& request = request_;
  const auto user_agent = optional_text(options["userAgent"]);
  webkit_settings_set_user_agent(webkit_web_view_get_settings(view_.get()),
                                 user_agent ? user_agent->c_str() : nullptr);
  const std::string address = to_string(webkit_uri_request_get_uri(request.get()));
  loads_.requested(load, address);
  logins_.forget_declined();
  leave_sandbox(address);
  begin_navigation(address);
  webkit_web_view_load_request(view_.get(), request.get());
}

void WebContents::reload() {
  loads_.navigation_requested();
  // One that a new process shows has to be told of first, and is loaded as any other.
  if (!has_page_ && is_empty_page(url())) {
    begin_navigation(url());
    return webkit_web_view_load_uri(view_.get(), url().c_str());
  }
  has_page_ = true;
  webkit_web_view_reload(view_.get());
}

void WebContents::reload_from_origin() {
  if (!has_page_) return reload();
  loads_.navigation_requested();
  webkit_web_view_reload_bypass_cache(view_.get());
}

void WebContents::stop() {
  loads_.stopped();
  webkit_web_view_stop_loading(view_.get());
}

void WebContents::go_back() {
  if (!webkit_web_view_can_go_back(view_.get())) return;
  has_page_ = true;
  loads_.navigation_requested();
  webkit_web_view_go_back(view_.get());
}

void WebContents::go_forward() {
  if (!webkit_web_view_can_go_forward(view_.get())) return;
  has_page_ = true;
  loads_.navigation_requested();
  webkit_web_view_go_forward(view_.get());
}

void WebContents::crash() { webkit_web_view_terminate_web_process(view_.get()); }

void WebContents::watch_console() {
  preferences_.watch_console = true;
  if (has_page_) configure_page();
}

bool WebContents::takes_keys() const {
  return has_page_ && webkit_web_view_get_is_web_process_responsive(view_.get());
}

void WebContents::guard_leaving() {
  preferences_.guard_leaving = true;
  if (has_page_) configure_page();
}

void WebContents::announce_key(std::uint32_t key) {
  webkit_web_view_send_message_to_page(
      view_.get(), webkit_user_message_new("cation.key", g_variant_new("(u)", key)), nullptr,
      nullptr, nullptr);
}

void WebContents::end_process() {
  signals_.disconnect_all();
  webkit_web_view_terminate_web_process(view_.get());
}

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

void WebContents::configure_page() {
  PageConfig config = make_page_config(id_, preferences_);
  preload_error_ = std::move(config.preload_error);
  webkit_web_view_send_message_to_page(
      view_.get(), webkit_user_message_new("cation.page", config.parameters.get()), nullptr,
      nullptr, nullptr);
  tell_zoom();
}

void WebContents::tell_zoom() {
  const double factor = webkit_web_view_get_zoom_level(view_.get());
  webkit_web_view_send_message_to_page(
      view_.get(), webkit_user_message_new("cation.zoom", g_variant_new("(d)", factor)), nullptr,
      nullptr, nullptr);
}

bool WebContents::receive(WebKitUserMessage* message) {
  const std::string_view name = webkit_user_message_get_name(message);
  GVariant* parameters = webkit_user_message_get_parameters(message);
  auto is_of_type = [&](const char* type) {
    return parameters != nullptr && g_variant_is_of_type(parameters, G_VARIANT_TYPE(type));
  };
  if (name == "cation.bind" && is_of_type("(st)")) {
    const char* token = nullptr;
    guint64 page = 0;
    g_variant_get(parameters, "(&st)", &token, &page);
    bind_page(token, page);
    return true;
  }
  if (name == "cation.document" && is_of_type("(ub)")) {
    guint32 document = 0;
    gboolean runs_scripts = TRUE;
    g_variant_get(parameters, "(ub)", &document, &runs_scripts);
    document_opened(document, runs_scripts != FALSE);
    return true;
  }
  if (name == "cation.close") {
    close_.set("");
    return true;
  }
  if (name == "cation.title" && is_of_type("(s)")) {
    const char* title = nullptr;
    g_variant_get(parameters, "(&s)", &title);
    titled(title);
    return true;
  }
  if (name == "cation.key-left" && is_of_type("(u)")) {
    guint32 key = 0;
    g_variant_get(parameters, "(u)", &key);
    owner_.page_leaves_key(key);
    return true;
  }
  if (name == "cation.zoom" && is_of_type("(d)")) {
    double factor = 1;
    g_variant_get(parameters, "(d)", &factor);
    // A page is told of what it has not asked for.
    wanted_zoom_ = factor;
    webkit_web_view_set_zoom_level(view_.get(),
                                   std::clamp(factor, limits::least_zoom, limits::most_zoom));
    return true;
  }
  if (name == "cation.preload-error" && is_of_type("(ayay)")) {
    const std::string path = bytes_in(parameters, 0);
    const std::string text = bytes_in(parameters, 1);
    if (++preload_errors_ > limits::preload_errors) return true;
    main_.send("contents.preload_error", id_, limits::cut_to_bytes(path, limits::error_bytes),
               limits::cut_to_bytes(text, limits::error_bytes));
    return true;
  }
  return false;
}

void WebContents::bind_page(const std::string& token, PageId page) {
  // The message came over WebKit's own connection, so it is from this view's process; what it says
  // is still the word of a process that runs strangers' scripts.
  if (page != webkit_web_view_get_page_id(view_.get()) || !engine_.tokens().has_issued(token)) {
    warn("a web process named a page or a token that is not its own, and is ended");
    return webkit_web_view_terminate_web_process(view_.get());
  }
  if (bound_page_ == page && bound_token_ == token) return;
  if (bound_page_ != page) unbind_page();
  engine_.tokens().release(bound_token_);
  bound_page_ = page;
  bound_token_ = token;
  engine_.tokens().use(token);
  main_.send("page.bound", id_, page, token);
  // The page's messages wait at main for this word.
  main_.flush();
}

void WebContents::unbind_page() {
  engine_.tokens().release(bound_token_);
  bound_token_.clear();
  if (const auto page = std::exchange(bound_page_, std::nullopt)) main_.send("page.unbound", *page);
}

void WebContents::tell_changes() {
  tell_commit(0);
  url_.flush();
  title_.flush();
}

void WebContents::process_gone(WebKitWebProcessTerminationReason reason) {
  tell_changes();
  has_page_ = false;
  dialogs_.dismiss();
  frame_loads_.main_frame_loads();
  runs_scripts_ = true;
  objection_.reset();
  if (is_leaving_sandbox_) return unbind_page();
  leaving_page_.reset();
  loads_.gone();
  unbind_page();
  main_.send("contents.gone", id_, reason_of(reason));
  if (leaving_) leaving_->process_gone();
}

void WebContents::load_started(LoadId load, const std::string& url) {
  tell_changes();
  frame_loads_.main_frame_loads();
  main_.send("contents.started", id_, load, url);
}

void WebContents::load_committed(LoadId load, const std::string& url) {
  logins_.forget_declined();
  let_page_object();
  tell_changes();
  committed_url_ = url;
  preload_errors_ = 0;
  last_title_.clear();
  const auto [code, text] = response();
  commit_ = Commit{.load = load, .url = url, .code = code, .text = text};
  // The page tells of its document by itself; of one that runs no scripts when it is asked.
  webkit_web_view_send_message_to_page(
      view_.get(), webkit_user_message_new("cation.committed", nullptr), nullptr, nullptr, nullptr);
}

void WebContents::load_finished(LoadId load, const std::string& url) {
  tell_changes();
  main_.send("contents.finished", id_, load, url);
}

void WebContents::load_failed(LoadId load, LoadError error, const std::string& url) {
  tell_changes();
  main_.send("contents.failed", id_, load, error.code, error.name, url);
}

void WebContents::load_lost(LoadId load, const std::string& url) {
  if (load != 0 && load == requested_)
    return webkit_web_view_load_request(view_.get(), request_.get());
  // A page that is shown was about to be loaded anew.
  if (url == this->url()) return webkit_web_view_reload(view_.get());
  webkit_web_view_load_uri(view_.get(), url.c_str());
}

void WebContents::url_changed(const std::string& url) {
  committed_url_ = url;
  url_.set(url);
}

}  // namespace cation::shell
