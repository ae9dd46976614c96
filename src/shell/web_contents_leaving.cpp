// How a page is left, when its window closes or it navigates: it is asked, and may object; and the
// app is.

#include <string_view>
#include <utility>

#include "shell/own_world.h"
#include "shell/web_contents.h"

namespace cation::shell {
namespace {

/// What js/renderer/leave-guard.ts says in place of a page that does not object to its leaving.
constexpr std::string_view leaves_page = "cation:leaves-page";
constexpr std::string_view leaves_frame = "cation:leaves-frame";

}  // namespace

void WebContents::ask_to_leave(bool agrees, Leaving::Done done) {
  if (agrees || !has_page_) return done(Leaving::Answer::leaves);
  if (leaving_) {
    // Main knows already that the page stays, and the engine does not.
    asks_again_ = true;
    return leaving_->hurry();
  }
  leaving_ = std::make_unique<Leaving>(view_.get(), own_world,
                                       [this, done = std::move(done)](Leaving::Answer answer) {
                                         const auto ended = std::move(leaving_);
                                         const Leaving::Done tell = done;
                                         const bool asks_again = std::exchange(asks_again_, false);
                                         if (answer != Leaving::Answer::stays) return tell(answer);
                                         if (asks_again) ask_to_leave(false, tell);
                                       });
}

void WebContents::discard() {
  if (!has_page_) return;
  webkit_web_view_send_message_to_page(
      view_.get(), webkit_user_message_new("cation.discard", nullptr), nullptr, nullptr, nullptr);
}

bool WebContents::show_dialog(WebKitScriptDialog* dialog) {
  if (webkit_script_dialog_get_dialog_type(dialog) != WEBKIT_SCRIPT_DIALOG_BEFORE_UNLOAD_CONFIRM) {
    if (has_dialogs_) dialogs_.show(dialog);
    return true;
  }
  const std::string_view said = webkit_script_dialog_get_message(dialog);
  if (said == leaves_page || said == leaves_frame) {
    ask_about_leaving(dialog, said == leaves_page);
    return true;
  }
  objection_.reset(webkit_script_dialog_ref(dialog));
  objects_to_closing_ = leaving_ && !leaving_->page_stays();
  if (objects_to_closing_) leaving_->page_objects();
  main_.send("contents.prevents_unload", id_, ++last_objection_, objects_to_closing_);
  main_.flush();
  return true;
}

void WebContents::answer_objection(std::uint32_t number, bool leave) {
  if (number != last_objection_ || !objection_) return;
  // A page that has objected is left after all, and the app may not want it to go where it does.
  if (leave && !objects_to_closing_ && preferences_.guard_leaving && !main_navigates_)
    return ask_about_leaving(std::exchange(objection_, nullptr).get(), true);
  webkit_script_dialog_confirm_set_confirmed(objection_.get(), leave);
  webkit_script_dialog_close(objection_.get());
  objection_.reset();
  if (objects_to_closing_) {
    if (leaving_) leaving_->main_answers(leave);
  } else if (!leave) {
    navigation_prevented();
  }
}

void WebContents::engine_closes() {
  if (leaving_ && leaving_->engine_closes()) return;
  // By another page, which the engine has asked this one for.
  close_.set("agrees");
}

void WebContents::touch(const std::string& script) {
  // A symbol is no value that the engine brings over: for one it would start all of JavaScript in
  // this process, to keep it there.
  webkit_web_view_evaluate_javascript(view_.get(), (script + "Symbol()").c_str(), -1, own_world,
                                      nullptr, nullptr, nullptr, nullptr);
}

void WebContents::let_page_object() {
  // The engine asks only documents that a person has touched, and takes this for it.
  touch("");
}

void WebContents::ask_about_leaving(WebKitScriptDialog* dialog, bool is_main_frame) {
  // Neither a window that is closed nor main's own load is for the app to decide on.
  if (leaving_ || main_navigates_) return webkit_script_dialog_confirm_set_confirmed(dialog, TRUE);
  leaving_page_.reset(webkit_script_dialog_ref(dialog));
  main_.send("contents.will_navigate", id_, ++last_leaving_, navigates_to_, is_main_frame);
  main_.flush();
}

void WebContents::answer_navigation(std::uint32_t number, bool allowed) {
  if (number != last_leaving_ || !leaving_page_) return;
  const auto dialog = std::exchange(leaving_page_, nullptr);
  webkit_script_dialog_confirm_set_confirmed(dialog.get(), allowed);
  webkit_script_dialog_close(dialog.get());
  if (!allowed) navigation_prevented();
}

void WebContents::navigation_prevented() {
  loads_.prevented();
  // The engine goes on showing the address that it was asked for.
  touch("history.replaceState(history.state, '');");
}

}  // namespace cation::shell
