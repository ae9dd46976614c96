#pragma once

#include <webkit2/webkit2.h>

#include <functional>
#include <memory>
#include <string>

#include "shell/glib_ptr.h"
#include "shell/timer.h"

namespace cation::shell {

/// Asks a page whether it may be closed (`beforeunload`). The engine itself waits 50 ms for a page
/// that is busy, and then closes it unasked.
class Leaving {
 public:
  enum class Answer { leaves, stays, hangs };
  /// May end this.
  using Done = std::function<void(Answer)>;

  /// `world`: what runs in it counts as a person's act, without which a
  /// page may not ask to stay.
  Leaving(WebKitWebView* view, const char* world, Done done);
  ~Leaving();
  Leaving(const Leaving&) = delete;
  Leaving& operator=(const Leaving&) = delete;

  /// The page wants to stay, and main is asked. Until its answer the page is not waited for.
  void page_objects();
  void main_answers(bool leave);
  /// Main has the page stay: this ends when the engine knows it too, which would take its word on
  /// this for one on the next time that the page is asked.
  bool page_stays() const { return stays_since_ != 0; }
  /// The page is waited for no longer than for any answer.
  void hurry() {
    if (!timer_.runs()) wait();
  }
  /// The engine would close the view now. Returns whether that is because the page was asked.
  bool engine_closes();
  /// There is nobody to ask any more.
  void process_gone() { end(page_stays() ? Answer::stays : Answer::leaves); }

 private:
  /// In milliseconds: what a page may take for its answer, and what the engine waits for it.
  static constexpr guint patience = 5000;
  static constexpr gint64 engine_patience = 50;
  void wait();
  void call_engine(bool is_last);
  void end(Answer answer);

  ObjectPtr<WebKitWebView> view_;
  std::string world_;
  Done done_;
  ObjectPtr<GCancellable> asked_{g_cancellable_new()};
  bool main_is_asked_ = false;
  bool is_closing_ = false;
  /// In microseconds of the monotonic clock.
  gint64 stays_since_ = 0;
  Timer timer_;
};

}  // namespace cation::shell
