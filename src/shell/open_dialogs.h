#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <list>
#include <optional>

#include "cation/value.h"
#include "shell/glib_ptr.h"
#include "shell/ids.h"
#include "shell/main_link.h"
#include "shell/signals.h"
#include "shell/windows.h"

namespace cation::shell {

/// A dialog, and what a person's response to it means.
struct DialogParts {
  /// The answer for a response of GTK's; nothing where the dialog stays open.
  using Answer = std::function<std::optional<Value>(GtkDialog*, int response)>;

  ToplevelPtr dialog;
  Answer answer;
};

/// The dialogs that are open. None of them blocks the shell.
class OpenDialogs {
 public:
  explicit OpenDialogs(const Windows& windows) : windows_(windows) {}

  using Answered = std::function<void(const Value&)>;

  /// Shows a dialog, modal to the window if there is one, and calls when the person has answered.
  void show(DialogParts parts, WindowId window, Answered answered);
  /// Cancels the dialogs of a window that is about to go.
  void cancel(WindowId window);

 private:
  struct Open {
    OpenDialogs* owner;
    DialogParts parts;
    WindowId window;
    Answered answered;
    Signals signals{};
  };
  void responded(Open& open, int response);

  const Windows& windows_;
  std::list<Open> open_;
};

}  // namespace cation::shell
