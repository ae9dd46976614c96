#include <utility>

#include "clone/encoder.h"
#include "main/guests.h"
#include "main/host.h"
#include "main/web_preferences.h"

namespace cation::main {

namespace {

/// By the numbers that `console-message` has for them.
int level_of(std::string_view name) {
  constexpr std::string_view names[] = {"debug", "info", "warning", "error"};
  for (int level = 0; level < 4; ++level) {
    if (names[level] == name) return level;
  }
  return 1;
}

Value url_of(const std::string& url, bool main) {
  return Value::object({{"url", url}, {"isMainFrame", main}});
}

}  // namespace

Guest::Guest(Host& host, ipc::ContentsId id, ipc::ContentsId embedder, ipc::FrameKey document)
    : host_(host), embedder_(embedder), document_(document), contents_(host, id) {}

void Guest::attach(const GuestRequest& request) {
  const Value& params = request.params;
  std::vector<Value::Member> preferences;
  const Value given = web_preferences(request.web_preferences);
  for (const auto& [name, value] : given.entries()) {
    if (name != "webviewTag") preferences.emplace_back(name, value);
  }
  preferences.emplace_back("webviewTag", false);
  preferences.emplace_back("isGuest", true);
  contents_.set_preferences(Value::object(std::move(preferences)));
  contents_.allow_windows(params["allowpopups"].value_or(false));
  subscribe();
  subscribe_to_frames();
  host_.shell().tell("guest.create",
                     {Value::object({{"contents", contents_.id()},
                                     {"embedder", embedder_},
                                     {"partition", params["partition"].value_or<std::string>("")},
                                     {"webPreferences", contents_.preferences()}})});
  const auto user_agent = params["useragent"].value_or<std::string>("");
  if (!user_agent.empty()) contents_.set_user_agent(user_agent);
  contents_.watch_console();
  contents_.watch_navigation();
}

std::vector<Value::Member> Guest::state() const {
  auto state = contents_.facts();
  state.emplace_back("canGoBack", contents_.history_index() > 0);
  state.emplace_back("canGoForward", contents_.history_index() + 1 < contents_.history_length());
  return state;
}

void Guest::tell(std::string_view name, Value fields) {
  const auto body = clone::encode(
      Value::array({contents_.id(), name, std::move(fields), Value::object(state())}));
  // An embedder that does not read, or has gone, hears nothing.
  if (body) (void)host_.router().tell_of_guest(document_, "event", *body);
}

void Guest::subscribe() {
  auto add = [this](Subscription subscription) {
    subscriptions_.push_back(std::move(subscription));
  };
  auto plain = [this](const char* name) { return [this, name] { tell(name, Value::object({})); }; };
  add(contents_.did_start_loading.subscribe(plain("did-start-loading")));
  add(contents_.did_stop_loading.subscribe(plain("did-stop-loading")));
  add(contents_.did_finish_load.subscribe(plain("did-finish-load")));
  add(contents_.dom_ready.subscribe(plain("dom-ready")));
  add(contents_.did_fail_load.subscribe([this](const LoadFailure& failure) {
    tell("did-fail-load", Value::object({{"errorCode", failure.code},
                                         {"errorDescription", failure.description},
                                         {"validatedURL", failure.url},
                                         {"isMainFrame", true}}));
  }));
  add(contents_.page_title_updated.subscribe([this](const std::string& title) {
    tell("page-title-updated", Value::object({{"title", title}, {"explicitSet", true}}));
  }));
  add(contents_.render_process_gone.subscribe([this](const ProcessEnd& end) {
    const Value details = Value::object({{"reason", end.reason}, {"exitCode", end.exit_code}});
    tell("render-process-gone", Value::object({{"details", details}}));
  }));
  add(contents_.devtools_changed.subscribe([this](bool open) {
    tell(open ? "devtools-opened" : "devtools-closed", Value::object({}));
  }));
  add(contents_.told.subscribe(
      [this](std::string_view what, const Value& arguments) { on_told(what, arguments); }));
}

void Guest::subscribe_to_frames() {
  auto add = [this](Subscription subscription) {
    subscriptions_.push_back(std::move(subscription));
  };
  add(contents_.did_navigate.subscribe([this](const std::string& url) {
    tell("load-commit", url_of(url, true));
    tell("did-navigate", Value::object({{"url", url}}));
  }));
  add(contents_.did_frame_navigate.subscribe([this](const FrameNavigation& to) {
    if (!to.frame.main) tell("load-commit", url_of(to.url, false));
    tell("did-frame-navigate", Value::object({{"url", to.url},
                                              {"httpResponseCode", to.response_code},
                                              {"httpStatusText", to.response_text},
                                              {"isMainFrame", to.frame.main},
                                              {"frameProcessId", to.frame.document.renderer},
                                              {"frameRoutingId", to.frame.document.frame}}));
  }));
  auto start = [this](const char* name) {
    return [this, name](const NavigationStart& to) {
      tell(name, Value::object({{"url", to.url},
                                {"isInPlace", to.is_same_document},
                                {"isMainFrame", to.frame.main},
                                {"frameProcessId", to.frame.document.renderer},
                                {"frameRoutingId", to.frame.document.frame}}));
    };
  };
  add(contents_.did_start_navigation.subscribe(start("did-start-navigation")));
  add(contents_.did_redirect_navigation.subscribe(start("did-redirect-navigation")));
  add(contents_.did_navigate_in_page.subscribe([this](const FrameNavigation& to) {
    tell("did-navigate-in-page", url_of(to.url, to.frame.main));
  }));
  add(contents_.did_frame_finish_load.subscribe([this](const FrameId& frame) {
    tell("did-frame-finish-load", Value::object({{"isMainFrame", frame.main}}));
  }));
  add(contents_.console_message.subscribe([this](const ConsoleMessage& said) {
    tell("console-message", Value::object({{"level", level_of(said.level)},
                                           {"message", said.text},
                                           {"line", said.line},
                                           {"sourceId", said.source}}));
  }));
  add(contents_.will_navigate.subscribe([this](Preventable&, const NavigationRequest& to) {
    if (to.main) tell("will-navigate", Value::object({{"url", to.url}}));
    tell("will-frame-navigate", url_of(to.url, to.main));
  }));
}

void Guest::on_told(std::string_view what, const Value& arguments) {
  const Value& first = arguments[1];
  if (what == "favicon") return tell("page-favicon-updated", Value::object({{"favicons", first}}));
  if (what == "audible")
    return tell(first.value_or(false) ? "media-started-playing" : "media-paused",
                Value::object({}));
  if (what == "target_url") return tell("update-target-url", Value::object({{"url", first}}));
  if (what == "html_fullscreen")
    return tell(first.value_or(false) ? "enter-html-full-screen" : "leave-html-full-screen",
                Value::object({}));
  if (what == "context_menu") return tell("context-menu", Value::object({{"params", first}}));
  if (what == "close_requested") return tell("close", Value::object({}));
  if (what == "found") {
    const Value result = Value::object({{"requestId", first},
                                        {"matches", arguments[2]},
                                        {"activeMatchOrdinal", arguments[3]},
                                        {"finalUpdate", true}});
    return tell("found-in-page", Value::object({{"result", result}}));
  }
  // What has no event of its own changes the state alone.
  tell("", Value::object({}));
}

}  // namespace cation::main
