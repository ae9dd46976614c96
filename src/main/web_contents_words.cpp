// What the shell says of a page.

#include <utility>

#include "main/host.h"
#include "main/web_contents.h"

namespace cation::main {

void WebContents::on_shell(std::string_view what, const Value& arguments) {
  // A page's end is told at once: the document that is waited for ends with it.
  if (what == "gone") tell_commit();
  if (what == "gone" || what == "responsive" || what == "devtools" || what == "prevents_unload")
    return hear(what, arguments);
  in_order([this, what = std::string(what), arguments] { hear(what, arguments); });
}

void WebContents::hear(std::string_view what, const Value& arguments) {
  auto text = [&](int index) { return arguments[index].value_or<std::string>(""); };
  auto load = arguments[1].value_or<std::uint32_t>(0);
  if (what == "started") {
    broken_ = false;
    loading_ = waiting_ = true;
    frames_loading_ = false;
    tell_loading();
    did_start_navigation.emit({.url = text(2), .frame = main_frame()});
  } else if (what == "redirected") {
    did_redirect_navigation.emit({.url = text(1), .frame = main_frame()});
  } else if (what == "committed") {
    waiting_ = false;
    commit(arguments);
  } else if (what == "finished") {
    did_frame_finish_load.emit(main_frame());
    did_finish_load.emit();
    loading_ = is_asked_since(load);
    tell_loading();
    finish_load(load, nullptr);
  } else if (what == "failed") {
    LoadFailure failure{arguments[2].value_or(-2), text(3), text(4)};
    // One that has failed before it began.
    tell_loading();
    did_fail_load.emit(failure);
    loading_ = is_asked_since(load);
    tell_loading();
    finish_load(load, &failure);
  } else if (what == "frames_loading") {
    frames_loading_ = arguments[1].value_or(false) && !loading_;
    tell_loading();
  } else if (what == "url") {
    url_ = text(1);
    if (const ipc::Frame* frame = host_.router().main_frame(id_))
      host_.router().set_url(frame->key, url_);
    navigated_in_page(url_, main_frame());
  } else if (what == "preload_error") {
    preload_error.emit(text(1), text(2));
  } else if (what == "gone") {
    // Of one that main has ended it is told already.
    if (std::exchange(broken_, false)) return;
    crashed_ = true;
    render_process_gone.emit({.reason = text(1)});
    stop_loading();
  } else if (what == "window_open") {
    const Value& facts = arguments[2];
    answer({.number = load,
            .url = facts["url"].value_or<std::string>(""),
            .frame_name = facts["frameName"].value_or<std::string>(""),
            .disposition = facts["disposition"].value_or<std::string>("")});
  } else if (what == "will_navigate") {
    Preventable question;
    // A listener may end this.
    Host& host = host_;
    const ipc::ContentsId id = id_;
    will_navigate.emit(question, {.url = text(2), .main = arguments[3].value_or(true)});
    host.shell().tell("contents.answer_navigation", {id, load, !question.prevented()});
  } else if (what == "login") {
    if (!login.has_listeners()) return answer_login(load, nullptr);
    login.emit({.number = load, .url = text(2), .facts = arguments[3]});
  } else if (what == "prevents_unload") {
    Host& host = host_;
    const ipc::ContentsId id = id_;
    Preventable question;
    will_prevent_unload.emit(question);
    BrowserWindow* window = host.window(id);
    if (window != nullptr && arguments[2].value_or(false) && !question.prevented())
      window->on_kept();
    host.shell().tell("contents.leave", {id, load, question.prevented()});
  } else if (what == "title") {
    set_title(text(1));
  } else if (what == "history") {
    history_index_ = arguments[1].value_or(0);
    history_length_ = arguments[2].value_or(0);
    told.emit(what, arguments);
  } else if (what == "zoom") {
    zoom_ = arguments[1].value_or(1.0);
    told.emit(what, arguments);
  } else if (what == "responsive") {
    (arguments[1].value_or(true) ? responsive : unresponsive).emit();
  } else if (what == "devtools") {
    devtools_open_ = arguments[1].value_or(false);
    devtools_changed.emit(devtools_open_);
  } else {
    if (what == "audible") audible_ = arguments[1].value_or(false);
    told.emit(what, arguments);
  }
}

}  // namespace cation::main
