#include "shell/script_dialogs.h"

#include "shell/focus.h"

namespace cation::shell {

void ScriptDialogs::Release::operator()(WebKitScriptDialog* dialog) const {
  webkit_script_dialog_close(dialog);
  webkit_script_dialog_unref(dialog);
}

void ScriptDialogs::show(WebKitScriptDialog* dialog) {
  dismiss();
  asked_.reset(webkit_script_dialog_ref(dialog));
  const auto type = webkit_script_dialog_get_dialog_type(dialog);
  window_.reset(gtk_message_dialog_new(nullptr, GtkDialogFlags{}, GTK_MESSAGE_OTHER,
                                       GTK_BUTTONS_NONE, "%s",
                                       webkit_script_dialog_get_message(dialog)));
  auto* window = GTK_WINDOW(window_.get());
  gtk_window_set_title(window, g_get_application_name());
  auto* buttons = GTK_DIALOG(window);
  if (type != WEBKIT_SCRIPT_DIALOG_ALERT) {
    gtk_dialog_add_button(buttons, "Cancel", GTK_RESPONSE_CANCEL);
  }
  gtk_dialog_add_button(buttons, "OK", GTK_RESPONSE_OK);
  gtk_dialog_set_default_response(buttons, GTK_RESPONSE_OK);
  if (type == WEBKIT_SCRIPT_DIALOG_PROMPT) {
    entry_ = GTK_ENTRY(gtk_entry_new());
    gtk_entry_set_text(entry_, webkit_script_dialog_prompt_get_default_text(dialog));
    gtk_entry_set_activates_default(entry_, TRUE);
    GtkWidget* area = gtk_message_dialog_get_message_area(GTK_MESSAGE_DIALOG(window));
    gtk_container_add(GTK_CONTAINER(area), GTK_WIDGET(entry_));
    gtk_widget_show(GTK_WIDGET(entry_));
  }
  auto* parent = GTK_WINDOW(gtk_widget_get_toplevel(GTK_WIDGET(view_)));
  gtk_window_set_transient_for(window, parent);
  gtk_window_set_modal(window, TRUE);
  gtk_window_group_add_window(gtk_window_get_group(parent), window);
  g_signal_connect(window, "response", G_CALLBACK(+[](GtkDialog*, int response, gpointer self) {
                     static_cast<ScriptDialogs*>(self)->responded(response);
                   }),
                   this);
  show_focused(window);
}

void ScriptDialogs::responded(int response) {
  const bool agreed = response == GTK_RESPONSE_OK;
  const auto type = webkit_script_dialog_get_dialog_type(asked_.get());
  if (type == WEBKIT_SCRIPT_DIALOG_CONFIRM) {
    webkit_script_dialog_confirm_set_confirmed(asked_.get(), agreed);
  } else if (type == WEBKIT_SCRIPT_DIALOG_PROMPT && agreed) {
    webkit_script_dialog_prompt_set_text(asked_.get(), gtk_entry_get_text(entry_));
  }
  dismiss();
  GtkWidget* parent = gtk_widget_get_toplevel(GTK_WIDGET(view_));
  if (gtk_widget_get_visible(parent)) show_focused(GTK_WINDOW(parent));
}

void ScriptDialogs::dismiss() {
  window_.reset();
  entry_ = nullptr;
  asked_.reset();
}

}  // namespace cation::shell
