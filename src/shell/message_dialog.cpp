#include "shell/message_dialog.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shell/arguments.h"
#include "shell/menu_bar.h"

namespace cation::shell {
namespace {

GtkMessageType type_of(std::string_view name) {
  if (name == "info") return GTK_MESSAGE_INFO;
  if (name == "warning") return GTK_MESSAGE_WARNING;
  if (name == "error") return GTK_MESSAGE_ERROR;
  if (name == "question") return GTK_MESSAGE_QUESTION;
  return GTK_MESSAGE_OTHER;
}

/// A label that GTK shows as it is.
std::string without_mnemonic(std::string_view label) {
  std::string result;
  for (const char c : label) result += c == '_' ? "__" : std::string(1, c);
  return result;
}

GtkToggleButton* add_checkbox(GtkDialog* dialog, const Value& options) {
  const std::string label = text_of(options["checkboxLabel"]);
  if (label.empty()) return nullptr;
  GtkWidget* box = gtk_check_button_new_with_label(label.c_str());
  auto* checkbox = GTK_TOGGLE_BUTTON(box);
  gtk_toggle_button_set_active(checkbox, options["checkboxChecked"].value_or(false));
  GtkWidget* area = gtk_message_dialog_get_message_area(GTK_MESSAGE_DIALOG(dialog));
  gtk_container_add(GTK_CONTAINER(area), box);
  gtk_widget_show(box);
  return checkbox;
}

}  // namespace

DialogParts make_message_dialog(const Value& options) {
  ToplevelPtr dialog(gtk_message_dialog_new(nullptr, GtkDialogFlags{},
                                            type_of(options["type"].text()), GTK_BUTTONS_NONE, "%s",
                                            text_of(options["message"]).c_str()));
  const std::string title = text_of(options["title"]);
  gtk_window_set_title(GTK_WINDOW(dialog.get()),
                       title.empty() ? g_get_application_name() : title.c_str());
  if (const auto detail = text_of(options["detail"]); !detail.empty()) {
    gtk_message_dialog_format_secondary_text(GTK_MESSAGE_DIALOG(dialog.get()), "%s",
                                             detail.c_str());
  }
  std::vector<std::string> buttons;
  for (const Value& label : options["buttons"]) buttons.push_back(text_of(label));
  if (buttons.empty()) buttons.emplace_back("OK");
  const bool mnemonics = options["mnemonics"].value_or(false);
  const int count = static_cast<int>(buttons.size());
  for (int i = 0; i < count; ++i) {
    const auto label = mnemonics ? gtk_label(buttons[i]) : without_mnemonic(buttons[i]);
    gtk_dialog_add_button(GTK_DIALOG(dialog.get()), label.c_str(), i);
  }
  const int preferred = options["defaultId"].value_or(0);
  if (preferred >= 0 && preferred < count) {
    gtk_dialog_set_default_response(GTK_DIALOG(dialog.get()), preferred);
  }
  GtkToggleButton* checkbox = add_checkbox(GTK_DIALOG(dialog.get()), options);
  // GTK's own responses, for Escape and the close button, are negative.
  auto answer = [cancel = options["cancelId"].value_or(0), checkbox,
                 checked = options["checkboxChecked"].value_or(false)](
                    GtkDialog*, int response) -> std::optional<Value> {
    return Value::object(
        {{"response", response >= 0 ? response : cancel},
         {"checkboxChecked",
          checkbox != nullptr ? gtk_toggle_button_get_active(checkbox) != FALSE : checked}});
  };
  return {std::move(dialog), std::move(answer)};
}

}  // namespace cation::shell
