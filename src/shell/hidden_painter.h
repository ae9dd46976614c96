#pragma once

#include <webkit2/webkit2.h>

#include "shell/timer.h"

namespace cation::shell {

/// Has a view that no screen shows paint all the same, as Electron's windows do until they are
/// first shown: its page is "visible" and runs its animation frames. Ends with this object.
class HiddenPainter {
 public:
  /// `view` is realized, has its place, and outlives this.
  explicit HiddenPainter(GtkWidget* view);

 private:
  void draw() const;

  GtkWidget* view_;
  Timer timer_;
};

}  // namespace cation::shell
