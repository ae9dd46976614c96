#include "shell/leaving.h"

#include <utility>

namespace cation::shell {

Leaving::Leaving(WebKitWebView* view, const char* world, Done done)
    : view_(share(view)), world_(world), done_(std::move(done)) {
  wait();
  call_engine(false);
  webkit_web_view_try_close(view_.get());
}

Leaving::~Leaving() { g_cancellable_cancel(asked_.get()); }

void Leaving::wait() {
  timer_.once(patience, [this] { end(Answer::hangs); });
}

void Leaving::call_engine(bool is_last) {
  // A symbol is no value that the engine brings over, for which it would start JavaScript here.
  webkit_web_view_evaluate_javascript(
      view_.get(), "Symbol()", -1, world_.c_str(), nullptr, asked_.get(),
      is_last ? +[](GObject* view, GAsyncResult* result, gpointer data) {
        GError* raw_error = nullptr;
        JSCValue* value = webkit_web_view_evaluate_javascript_finish(WEBKIT_WEB_VIEW(view), result,
                                                                     &raw_error);
        if (value != nullptr) g_object_unref(value);
        const ErrorPtr error(raw_error);
        if (g_error_matches(error.get(), G_IO_ERROR, G_IO_ERROR_CANCELLED)) return;
        // It would have objected before this.
        auto* self = static_cast<Leaving*>(data);
        if (self->main_is_asked_) return;
        self->end(self->page_stays() ? Answer::stays : Answer::leaves);
      } : nullptr,
      this);
}

void Leaving::page_objects() {
  main_is_asked_ = true;
  timer_.stop();
}

void Leaving::main_answers(bool leave) {
  main_is_asked_ = false;
  if (leave) {
    wait();
  } else {
    stays_since_ = g_get_monotonic_time();
  }
  // Where the engine has not closed the view by now, it will.
  if (!leave || is_closing_) call_engine(true);
}

bool Leaving::engine_closes() {
  const bool is_first = !std::exchange(is_closing_, true);
  // It waits for a page that stays, too; what comes sooner, or again, the page itself has asked
  // for.
  if (page_stays())
    return is_first && g_get_monotonic_time() - stays_since_ >= engine_patience * 1000;
  // What the page says of it may come late, but before this is answered.
  if (is_first && !main_is_asked_) call_engine(true);
  return true;
}

void Leaving::end(Answer answer) {
  const Done done = std::exchange(done_, nullptr);
  if (done) done(answer);
}

}  // namespace cation::shell
