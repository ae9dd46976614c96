#include "shell/open_dialogs.h"

#include <utility>

#include "shell/focus.h"

namespace cation::shell {

void OpenDialogs::show(DialogParts parts, WindowId window, Answered answered) {
  auto* dialog = GTK_WINDOW(parts.dialog.get());
  if (const Window* parent = windows_.find(window)) {
    gtk_window_set_transient_for(dialog, parent->widget());
    gtk_window_set_modal(dialog, TRUE);
    gtk_window_group_add_window(gtk_window_get_group(parent->widget()), dialog);
  } else {
    gtk_window_set_position(dialog, GTK_WIN_POS_CENTER);
    window = 0;
  }
  Open& open = open_.emplace_back(this, std::move(parts), window, std::move(answered));
  open.signals.connect(
      dialog, "response",
      +[](GtkDialog*, int response, gpointer data) {
        auto* open = static_cast<Open*>(data);
        open->owner->responded(*open, response);
      },
      &open);
  show_focused(dialog);
}

void OpenDialogs::cancel(WindowId window) {
  for (auto open = open_.begin(); open != open_.end();) {
    auto& dialog = *open++;
    if (dialog.window == window) responded(dialog, GTK_RESPONSE_CANCEL);
  }
}

void OpenDialogs::responded(Open& open, int response) {
  const auto answer = open.parts.answer(GTK_DIALOG(open.parts.dialog.get()), response);
  if (!answer) return;
  const Answered tell = open.answered;
  Window* parent = windows_.find(open.window);
  open_.remove_if([&open](const Open& other) { return &other == &open; });
  tell(*answer);
  if (parent != nullptr) parent->focus();
}

}  // namespace cation::shell
