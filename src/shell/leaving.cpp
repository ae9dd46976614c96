#include "shell/leaving.h"

#include <utility>

namespace cation::shell {

Leaving::Leaving(WebKitWebView* view, const char* world, Done done)
    : view_(share(view)), world_(world), done_(std::move(done)) {
  wait();
  call_engine(false);
  webkit_web_view_try_close(view_.get());
}

Leaving::~Leaving() {
  g_cancellable_cancel(asked_.get());
  if (timer_ != 0) g_source_remove(timer_);
}

void Leaving::wait() {
  if (timer_ != 0) g_source_remove(timer_);
  timer_ = g_timeout_add(
      patience,
      [](gpointer data) -> gboolean {
        auto* self = static_cast<Leaving*>(data);
        self->timer_ = 0;
        self->end(Answer::hangs);
        return G_SOURCE_REMOVE;
      },
      this);
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
        if (!self->main_is_asked_) self->end(Answer::leaves);
      } : nullptr,
      this);
}

void Leaving::page_objects() {
  main_is_asked_ = true;
  if (timer_ != 0) g_source_remove(std::exchange(timer_, 0));
}

void Leaving::main_answers(bool leave) {
  main_is_asked_ = false;
  if (!leave) return end(Answer::stays);
  wait();
  // Where the engine has not closed the view by now, it will.
  if (is_closing_) call_engine(true);
}

void Leaving::engine_closes() {
  // What the page says of it may come late, but before this is answered.
  if (!std::exchange(is_closing_, true) && !main_is_asked_) call_engine(true);
}

void Leaving::end(Answer answer) {
  const Done done = std::exchange(done_, nullptr);
  if (done) done(answer);
}

}  // namespace cation::shell
