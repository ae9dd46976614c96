#include "main/web_contents.h"

#include <utility>

#include "main/host.h"

namespace cation::main {

WebContents::WebContents(Host& host, ipc::ContentsId id) : host_(host), id_(id) {
  host_.router().open(id_);
}

WebContents::~WebContents() {
  host_.router().end(id_);
  const LoadFailure aborted{-3, "ERR_ABORTED", url_};
  for (auto& [load, loaded] : std::exchange(loads_, {})) loaded(&aborted);
  destroyed.emit();
}

void WebContents::load_url(std::string_view url, Value options, Loaded loaded) {
  std::uint32_t load = ++last_load_;
  loads_.emplace(load, std::move(loaded));
  loading_ = true;
  crashed_ = false;
  host_.shell().tell("contents.load", {id_, load, url, std::move(options)});
}

void WebContents::order(std::string_view word) {
  host_.shell().tell("contents." + std::string(word), {id_});
}

Result<void> WebContents::send(std::string_view channel, const ipc::Outgoing& arguments) {
  return host_.router().send(id_, channel, arguments);
}

void WebContents::execute(std::string_view world, ipc::Body arguments, ipc::ScriptDone done) {
  host_.router().execute(id_, world, arguments, std::move(done));
}

void WebContents::finish_load(std::uint32_t load, const LoadFailure* failure) {
  auto node = loads_.extract(load);
  if (!node.empty()) node.mapped()(failure);
}

void WebContents::stop_loading() {
  if (!std::exchange(loading_, false)) return;
  did_stop_loading.emit();
}

void WebContents::set_title(std::string title) {
  title_ = std::move(title);
  page_title_updated.emit(title_);
}

void WebContents::on_shell(std::string_view what, const Value& arguments) {
  auto text = [&](int index) { return arguments[index].value_or<std::string>(""); };
  auto load = arguments[1].value_or<std::uint32_t>(0);
  if (what == "started") {
    loading_ = true;
    did_start_loading.emit();
  } else if (what == "committed") {
    url_ = text(2);
    response_code_ = arguments[3].value_or(-1);
    response_text_ = text(4);
    crashed_ = false;
    did_navigate.emit(url_);
  } else if (what == "finished") {
    did_finish_load.emit();
    stop_loading();
    finish_load(load, nullptr);
  } else if (what == "failed") {
    LoadFailure failure{arguments[2].value_or(-2), text(3), text(4)};
    did_fail_load.emit(failure);
    stop_loading();
    finish_load(load, &failure);
  } else if (what == "url") {
    url_ = text(1);
    if (const ipc::Frame* frame = host_.router().main_frame(id_))
      host_.router().set_url(frame->key, url_);
    did_navigate_in_page.emit(url_);
  } else if (what == "preload_error") {
    preload_error.emit(text(1), text(2));
  } else if (what == "gone") {
    crashed_ = true;
    render_process_gone.emit(text(1));
    stop_loading();
  } else if (what == "window_open") {
    const Value& facts = arguments[2];
    answer({.number = load,
            .url = facts["url"].value_or<std::string>(""),
            .frame_name = facts["frameName"].value_or<std::string>(""),
            .disposition = facts["disposition"].value_or<std::string>("")});
  } else if (what == "responsive") {
    (arguments[1].value_or(true) ? responsive : unresponsive).emit();
  } else if (what == "devtools") {
    devtools_open_ = arguments[1].value_or(false);
    devtools_changed.emit(devtools_open_);
  }
}

void WebContents::answer(const WindowRequest& request) {
  requests_.insert(request.number);
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

void WebContents::on_frame_event(const ipc::Frame& frame, std::string_view name) {
  if (frame.main && name == "dom-ready") dom_ready.emit();
}

}  // namespace cation::main
