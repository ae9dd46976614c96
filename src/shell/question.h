#pragma once

#include <webkit2/webkit2.h>

#include <functional>

#include "shell/glib_ptr.h"

namespace cation::shell {

/// A message to a page whose answer says that the page is done with all that came before it; that
/// it knows no such message is an answer too. Who ends this hears none.
class Question {
 public:
  using Answered = std::function<void()>;

  Question() = default;
  ~Question() { drop(); }
  Question(const Question&) = delete;
  Question& operator=(const Question&) = delete;

  /// One that is open is dropped. `answered` may end this.
  void ask(WebKitWebView* view, const char* name, GVariant* parameters, Answered answered);
  void drop();

 private:
  ObjectPtr<GCancellable> open_;
};

}  // namespace cation::shell
