// How a page is left when its window closes: it is asked, and may object.

#include <utility>

#include "shell/web_contents.h"

namespace cation::shell {
namespace {

/// As the renderer library names it (renderer/renderer.cpp).
constexpr const char* preload_world = "cation";

}  // namespace

void WebContents::ask_to_leave(bool agrees, Leaving::Done done) {
  if (agrees || !has_page_) return done(Leaving::Answer::leaves);
  leaving_ = std::make_unique<Leaving>(view_.get(), preload_world,
                                       [this, done = std::move(done)](Leaving::Answer answer) {
                                         const auto ended = std::move(leaving_);
                                         const Leaving::Done tell = done;
                                         tell(answer);
                                       });
}

bool WebContents::show_dialog(WebKitScriptDialog* dialog) {
  if (webkit_script_dialog_get_dialog_type(dialog) != WEBKIT_SCRIPT_DIALOG_BEFORE_UNLOAD_CONFIRM)
    return false;
  objection_.reset(webkit_script_dialog_ref(dialog));
  if (leaving_) leaving_->page_objects();
  main_.send("contents.prevents_unload", id_, ++last_objection_);
  main_.flush();
  return true;
}

void WebContents::answer_objection(std::uint32_t number, bool leave) {
  if (number != last_objection_ || !objection_) return;
  webkit_script_dialog_confirm_set_confirmed(objection_.get(), leave);
  webkit_script_dialog_close(objection_.get());
  objection_.reset();
  if (leaving_) leaving_->main_answers(leave);
}

void WebContents::engine_closes() {
  if (leaving_) return leaving_->engine_closes();
  // By another page, which the engine has asked this one for.
  close_.set("agrees");
}

void WebContents::discard() {
  if (!has_page_) return;
  webkit_web_view_send_message_to_page(
      view_.get(), webkit_user_message_new("cation.discard", nullptr), nullptr, nullptr, nullptr);
}

}  // namespace cation::shell
