#pragma once

#include <webkit2/webkit2.h>

#include <functional>

#include "shell/latest.h"
#include "shell/signals.h"

namespace cation::shell {

/// The pages that a view has shown, and where in them it is.
class History {
 public:
  /// Where the shown one is, from 0, and how many there are; -1 and 0 where there is none.
  using Changed = std::function<void(int index, int length)>;

  /// `view` outlives this.
  History(WebKitWebView* view, Changed changed);

  /// The entry so many steps from the one that is shown; null where there is none.
  WebKitBackForwardListItem* at(int offset) const;
  /// Forgets all but the one that is shown.
  void clear();
  /// Tells now of a change that is not told yet.
  void tell() { latest_.flush(); }

 private:
  void tell_state();

  WebKitWebView* view_;
  WebKitBackForwardList* list_;
  Changed changed_;
  /// Of its state, which is asked for when it is told.
  Latest latest_;
  int last_index_ = -1;
  int last_length_ = 0;
  Signals signals_;
};

}  // namespace cation::shell
