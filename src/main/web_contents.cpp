#include "main/web_contents.h"

#include <cstdlib>
#include <utility>

#include "clone/decoder.h"
#include "clone/encoder.h"
#include "main/app_files.h"
#include "main/host.h"
#include "main/page_title.h"
#include "main/style_sheets.h"
#include "main/window_features.h"

namespace cation::main {

namespace {

// Of the name and of the features of a window that a page opens: four bytes for each of the 4,096
// units that its own process tells at most.
constexpr std::size_t max_opening_bytes = 16'384;

FrameId id_of(const ipc::Frame& frame) {
  return {.main = frame.main, .document = frame.key, .place = frame.place};
}

}  // namespace

WebContents::WebContents(Host& host, ipc::ContentsId id) : host_(host), id_(id) {
  host_.router().open(id_);
}

WebContents::~WebContents() {
  host_.router().end(id_);
  const LoadFailure aborted{-3, "ERR_ABORTED", url_};
  for (auto& [load, loaded] : std::exchange(loads_, {})) loaded(&aborted);
  destroyed.emit();
}

void WebContents::set_preferences(Value preferences) {
  preferences_ = std::move(preferences);
  script_folder_ =
      main::script_folder(host_.app_folder(), preferences_["preload"].value_or<std::string>(""),
                          preferences_["nodeIntegration"].value_or(false));
}

void WebContents::load_url(std::string_view url, Value options, Loaded loaded) {
  std::uint32_t load = ++last_load_;
  loads_.emplace(load, std::move(loaded));
  to_load_again_.reset();
  if (options["userAgent"].is_undefined() && !user_agent_.empty())
    options =
        Value::object({{"userAgent", user_agent_}, {"extraHeaders", options["extraHeaders"]}});
  asked_url_ = url;
  asked_options_ = options;
  loading_ = true;
  crashed_ = false;
  host_.shell().tell("contents.load", {id_, load, url, std::move(options)});
}

void WebContents::order(std::string_view word) {
  // The view of a new shell has nothing yet that it could load anew.
  if (to_load_again_ && word.starts_with("reload")) return load_again();
  host_.shell().tell("contents." + std::string(word), {id_});
}

Result<void> WebContents::send(std::string_view channel, const ipc::Outgoing& arguments) {
  return host_.router().send(id_, channel, arguments);
}

bool WebContents::reload_frame(ipc::PlaceId place) {
  const auto document = host_.router().shown_in(place);
  if (!document) return false;
  if (place == host_.router().main_place(id_)) {
    order("reload");
    return true;
  }
  // The script goes with its document, and so does its answer.
  const auto script = clone::encode(Value::array({"void location.reload()"}));
  host_.router().execute(*document, "isolated", *script, [](bool, ipc::Body) {});
  return true;
}

void WebContents::style(const std::string& script, std::function<void(Result<void>)> done) {
  const auto body = clone::encode(Value::array({script}));
  if (!body) return done(std::unexpected(body.error()));
  host_.router().execute(id_, styles_world, *body,
                         [done = std::move(done)](bool resolved, ipc::Body answer) {
                           if (resolved) return done({});
                           // What a page makes of its own prototypes is no concern of main's.
                           const auto error = clone::decode(answer);
                           if (!error) return done(std::unexpected(error.error()));
                           done(fail((*error)["message"].value_or<std::string>(""),
                                     (*error)["code"].value_or<std::string>("")));
                         });
}

void WebContents::insert_css(std::string_view css, std::function<void(Result<std::string>)> done) {
  const std::string key = std::to_string(++last_style_sheet_);
  style(add_style_sheet(key, css), [key, done = std::move(done)](Result<void> result) {
    done(result ? Result<std::string>(key) : std::unexpected(result.error()));
  });
}

void WebContents::remove_inserted_css(std::string_view key,
                                      std::function<void(Result<void>)> done) {
  style(remove_style_sheet(key), std::move(done));
}

void WebContents::set_zoom(double factor) {
  zoom_ = factor;
  host_.shell().tell("contents.set_zoom", {id_, factor});
}

void WebContents::set_muted(bool muted) {
  muted_ = muted;
  host_.shell().tell("contents.set_muted", {id_, muted});
}

void WebContents::set_user_agent(std::string user_agent) {
  user_agent_ = std::move(user_agent);
  host_.shell().tell("contents.set_user_agent", {id_, user_agent_});
}

void WebContents::watch_console() {
  if (!std::exchange(console_watched_, true)) order("watch_console");
}

void WebContents::watch_navigation() {
  if (!std::exchange(navigation_watched_, true)) order("guard_leaving");
}

FrameId WebContents::main_frame() const {
  const ipc::Frame* frame = host_.router().main_frame(id_);
  return {.main = true,
          .document = frame ? frame->key : ipc::FrameKey{},
          .place = host_.router().main_place(id_)};
}

void WebContents::finish_load(std::uint32_t load, const LoadFailure* failure) {
  auto node = loads_.extract(load);
  if (!node.empty()) node.mapped()(failure);
}

bool WebContents::is_asked_since(std::uint32_t load) const {
  return loads_.upper_bound(load) != loads_.end();
}

void WebContents::stop_loading() {
  loading_ = frames_loading_ = false;
  tell_loading();
}

void WebContents::tell_loading() {
  if (is_loading() == told_loading_) return;
  told_loading_ = is_loading();
  (told_loading_ ? did_start_loading : did_stop_loading).emit();
}

std::string WebContents::title() const { return title_.empty() ? title_of_address(url_) : title_; }

std::vector<Value::Member> WebContents::facts() const {
  return {{"url", url_},
          {"title", title()},
          {"loading", is_loading()},
          {"loadingMainFrame", is_loading_main_frame()},
          {"waiting", is_waiting()},
          {"historyIndex", history_index_},
          {"historyLength", history_length_},
          {"crashed", crashed_},
          {"devtools", devtools_open_},
          {"zoom", zoom_},
          {"muted", muted_},
          {"audible", audible_},
          {"userAgent", user_agent_}};
}

void WebContents::set_title(std::string title) {
  title_ = std::move(title);
  page_title_updated.emit(title_);
}

void WebContents::on_broken(const std::string& why) {
  if (std::exchange(broken_, true)) return;
  order("crash");
  crashed_ = true;
  render_process_gone.emit({.reason = "killed", .message = "It broke the protocol: " + why});
  stop_loading();
}

void WebContents::answer_login(std::uint32_t number, Value credentials) {
  host_.shell().tell("contents.answer_login", {id_, number, std::move(credentials)});
}

std::optional<WindowRequest> WebContents::take_request(std::uint32_t number) {
  auto node = requests_.extract(number);
  if (node.empty()) return std::nullopt;
  return std::move(node.mapped());
}

void WebContents::answer(WindowRequest request) {
  if (!allows_windows_)
    return host_.shell().tell("contents.open_window", {request.number, Value()});
  if (request.url.empty()) request.url = "about:blank";
  if (auto opening = std::exchange(opening_, std::nullopt)) {
    request.frame_name = std::move(opening->frame_name);
    request.features = std::move(opening->features);
    if (wants_popup(request.features)) request.disposition = "new-window";
  }
  requests_.emplace(request.number, request);
  if (window_requested.has_listeners()) {
    // A listener may end this.
    Host& host = host_;
    const ipc::ContentsId id = id_;
    window_requested.emit(request);
    if (host.contents(id) != this || take_request(request.number))
      host.shell().tell("contents.open_window", {request.number, Value()});
    return;
  }
  host_.create_window(
      Value::object({{"opener", Value::object({{"contents", id_}, {"number", request.number}})}}));
}

void WebContents::on_frame_attached(const ipc::Frame& frame) {
  // The page's own navigations are told with their commits.
  if (frame.main) {
    has_shown_ = true;
    if (is_committed(frame)) tell_commit();
    return;
  }
  // A listener may end this.
  const ipc::ContentsId id = id_;
  Host& host = host_;
  did_start_navigation.emit({.url = frame.url, .frame = id_of(frame)});
  if (host.contents(id) == this)
    did_frame_navigate.emit({.url = frame.url, .response_text = {}, .frame = id_of(frame)});
}

void WebContents::on_frame_event(const ipc::Frame& frame, std::string_view name,
                                 const Value& arguments) {
  auto text = [&](int index) { return arguments[index].value_or<std::string>(""); };
  if (name == "console") {
    return console_message.emit({.level = text(0),
                                 .text = text(1),
                                 .line = std::atoi(text(2).c_str()),
                                 .source = text(3),
                                 .frame = id_of(frame)});
  }
  if (name == "opening") {
    // Without words it is over.
    opening_.reset();
    if (arguments.size() != 0)
      opening_ =
          Opening{text(0).substr(0, max_opening_bytes), text(1).substr(0, max_opening_bytes)};
    return;
  }
  if (frame.main) return name == "dom-ready" ? dom_ready.emit() : void();
  if (name == "load") return did_frame_finish_load.emit(id_of(frame));
  if (name == "url") navigated_in_page(text(0), id_of(frame));
}

void WebContents::navigated_in_page(const std::string& url, const FrameId& frame) {
  // A listener may end this.
  const ipc::ContentsId id = id_;
  Host& host = host_;
  did_start_navigation.emit({.url = url, .is_same_document = true, .frame = frame});
  if (host.contents(id) == this)
    did_navigate_in_page.emit({.url = url, .response_text = {}, .frame = frame});
}

}  // namespace cation::main
