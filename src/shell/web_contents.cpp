#include "shell/web_contents.h"

#include <libsoup/soup.h>

#include <utility>

#include "shell/addresses.h"
#include "shell/arguments.h"
#include "shell/limits.h"
#include "shell/load_request.h"
#include "shell/page_style.h"
#include "shell/views.h"
#include "shell/web_settings.h"

namespace cation::shell {
namespace {

ObjectPtr<WebKitWebView> make_view(WebKitWebContext* context, const Value& preferences,
                                   WebKitWebView* opener) {
  const auto settings = make_web_settings(preferences);
  const auto policies = make_policies(preferences);
  const auto style = make_page_style(preferences);
  // A view that is related to another takes its process, and its context with it.
  if (opener != nullptr) {
    return own_view(g_object_new(WEBKIT_TYPE_WEB_VIEW, "related-view", opener, "settings",
                                 settings.get(), "website-policies", policies.get(),
                                 "user-content-manager", style.get(), nullptr));
  }
  return own_view(g_object_new(WEBKIT_TYPE_WEB_VIEW, "web-context", context, "settings",
                               settings.get(), "website-policies", policies.get(),
                               "user-content-manager", style.get(), nullptr));
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

}  // namespace

WebContents::WebContents(ContentsId id, const Value& preferences, Engine& engine,
                         SessionPtr session, MainLink& main, ContentsOwner& owner,
                         WebKitWebView* opener)
    : id_(id),
      preferences_(PagePreferences::read(preferences)),
      engine_(engine),
      main_(main),
      owner_(owner),
      session_(std::move(session)),
      view_(make_view(session_->context.get(), preferences, opener)),
      devtools_(view_.get(), [this](bool open) { main_.send("contents.devtools", id_, open); }),
      dialogs_(view_.get()),
      logins_(view_.get(),
              [this](std::uint32_t number, const Value& facts) {
                main_.send("contents.login", id_, number, url(), facts);
              }),
      tools_(id, view_.get(), main),
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
  use_agent(optional_text(options["userAgent"]).value_or(user_agent_));
  const std::string address = to_string(webkit_uri_request_get_uri(request.get()));
  loads_.requested(load, address);
  logins_.forget_declined();
  leave_sandbox(address);
  begin_navigation(address);
  webkit_web_view_load_request(view_.get(), request.get());
}

void WebContents::set_user_agent(const std::string& name) {
  user_agent_ = name;
  use_agent(name);
}

void WebContents::use_agent(const std::string& name) {
  webkit_settings_set_user_agent(webkit_web_view_get_settings(view_.get()),
                                 name.empty() ? nullptr : name.c_str());
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

void WebContents::go_to(int offset) {
  if (offset == 0) return reload();
  WebKitBackForwardListItem* item = tools_.history().at(offset);
  if (item == nullptr) return;
  has_page_ = true;
  loads_.navigation_requested();
  webkit_web_view_go_to_back_forward_list_item(view_.get(), item);
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

void WebContents::tell_changes() {
  tell_commit(0);
  tools_.tell_changes();
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
  tools_.process_gone();
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

void WebContents::load_redirected() {
  tell_changes();
  main_.send("contents.redirected", id_, url());
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
