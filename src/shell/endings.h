#pragma once

#include <webkit2/webkit2.h>

#include <functional>
#include <list>
#include <memory>

#include "shell/glib_ptr.h"
#include "shell/question.h"
#include "shell/timer.h"

namespace cation::shell {

/// Ends web processes whose last view was closed, when their pages have done what pages do at their
/// end (`pagehide`, `unload`). The engine would let go of such a process at once, from two threads
/// in a race: in a quarter of the cases a thread and its eventfd stay with the shell for ever (seen
/// in WebKit 2.50.6). One whose process has ended by itself, or was ended, leaves nothing.
class Endings {
 public:
  /// A view that keeps the process of another, which is about to be destroyed.
  static ObjectPtr<WebKitWebView> keep(WebKitWebView* view);
  /// The other, which has shown `page`, is destroyed: the process is ended when its page is done,
  /// or has had its time, unless `is_shared` says then that another view needs it. `done`, if any:
  /// the page is done, or has had its time.
  void end(ObjectPtr<WebKitWebView> keeper, std::uint64_t page, std::function<bool()> is_shared,
           std::function<void()> done = {});

 private:
  struct Ending {
    ObjectPtr<WebKitWebView> keeper;
    std::function<bool()> is_shared;
    std::function<void()> done;
    Timer timer;
    Question last_word;
  };
  void wait(Ending& ending, guint milliseconds);
  static void tell(Ending& ending);
  void finish(Ending& ending);

  std::list<Ending> endings_;
};

}  // namespace cation::shell
