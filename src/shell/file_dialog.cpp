#include "shell/file_dialog.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shell/arguments.h"

namespace cation::shell {
namespace {

bool has_property(const Value& options, std::string_view name) {
  for (const Value& property : options["properties"]) {
    if (property.text() == name) return true;
  }
  return false;
}

/// GTK looks at what is typed only a moment later, and until then the button is insensitive and
/// Return does nothing: a path that is typed quickly would stay unanswered. Whether the path will
/// do is checked on the button's click in any case.
gboolean accept_typed_path(GtkWidget* dialog, GdkEvent*, gpointer) {
  if (GTK_IS_ENTRY(gtk_window_get_focus(GTK_WINDOW(dialog)))) {
    gtk_dialog_set_response_sensitive(GTK_DIALOG(dialog), GTK_RESPONSE_ACCEPT, TRUE);
  }
  return FALSE;
}

ToplevelPtr make_chooser(const Value& options, GtkFileChooserAction action, const char* title,
                         const char* accept) {
  const auto own_title = text_of(options["title"]);
  const auto own_accept = text_of(options["buttonLabel"]);
  GtkWidget* dialog = gtk_file_chooser_dialog_new(own_title.empty() ? title : own_title.c_str(),
                                                  nullptr, action, "_Cancel", GTK_RESPONSE_CANCEL,
                                                  own_accept.empty() ? accept : own_accept.c_str(),
                                                  GTK_RESPONSE_ACCEPT, nullptr);
  gtk_dialog_set_default_response(GTK_DIALOG(dialog), GTK_RESPONSE_ACCEPT);
  g_signal_connect(dialog, "key-press-event", G_CALLBACK(&accept_typed_path), nullptr);
  gtk_file_chooser_set_local_only(GTK_FILE_CHOOSER(dialog), TRUE);
  gtk_file_chooser_set_show_hidden(GTK_FILE_CHOOSER(dialog),
                                   has_property(options, "showHiddenFiles"));
  return ToplevelPtr(dialog);
}

std::vector<std::string> extensions_of(const Value& filter) {
  std::vector<std::string> extensions;
  for (const Value& extension : filter["extensions"]) extensions.push_back(text_of(extension));
  return extensions;
}

/// "*.png" in any case of its letters.
std::string pattern_of(std::string_view extension) {
  if (extension == "*") return "*";
  std::string pattern = "*.";
  for (const char c : extension) {
    if (g_ascii_isalpha(c)) {
      pattern += {'[', g_ascii_tolower(c), g_ascii_toupper(c), ']'};
    } else {
      pattern += c;
    }
  }
  return pattern;
}

void add_filters(GtkFileChooser* chooser, const Value& filters) {
  for (const Value& item : filters) {
    GtkFileFilter* filter = gtk_file_filter_new();
    const auto name = text_of(item["name"]);
    const auto extensions = extensions_of(item);
    for (const auto& extension : extensions) {
      gtk_file_filter_add_pattern(filter, pattern_of(extension).c_str());
    }
    gtk_file_filter_set_name(filter, name.empty() && !extensions.empty()
                                         ? pattern_of(extensions[0]).c_str()
                                         : name.c_str());
    gtk_file_chooser_add_filter(chooser, filter);
  }
}

std::string absolute(const std::string& path) {
  const CharPtr full(g_canonicalize_filename(path.c_str(), nullptr));
  return full.get();
}

std::string utf8_name(const char* filename) {
  const CharPtr name(g_filename_to_utf8(filename, -1, nullptr, nullptr, nullptr));
  const CharPtr display(g_filename_display_name(filename));
  return name != nullptr ? name.get() : display.get();
}

Value open_answer(const std::vector<Value>& paths) {
  return Value::object({{"canceled", paths.empty()}, {"filePaths", Value::array(paths)}});
}

Value save_answer(const std::string& path) {
  return Value::object({{"canceled", path.empty()}, {"filePath", path}});
}

/// Where the name that was chosen lacks an extension of the filter that was chosen: the name with
/// one.
std::optional<std::string> with_extension(GtkFileChooser* chooser, const Value& filters,
                                          const std::string& path) {
  GtkFileFilter* chosen = gtk_file_chooser_get_filter(chooser);
  GSList* list = gtk_file_chooser_list_filters(chooser);
  const int index = g_slist_index(list, chosen);
  g_slist_free(list);
  if (chosen == nullptr || index < 0) return std::nullopt;
  const auto extensions = extensions_of(filters[index]);
  if (extensions.empty()) return std::nullopt;
  for (const auto& extension : extensions) {
    if (extension == "*" || path.ends_with("." + extension)) return std::nullopt;
  }
  return path + "." + extensions[0];
}

}  // namespace

DialogParts make_open_dialog(const Value& options) {
  // As in Electron on Linux, a dialog that may choose both chooses folders.
  const bool folders = has_property(options, "openDirectory");
  auto dialog = make_chooser(
      options, folders ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN,
      folders ? "Open Folder" : "Open File", "_Open");
  auto* chooser = GTK_FILE_CHOOSER(dialog.get());
  gtk_file_chooser_set_select_multiple(chooser, has_property(options, "multiSelections"));
  gtk_file_chooser_set_create_folders(chooser, has_property(options, "createDirectory"));
  if (!folders) add_filters(chooser, options["filters"]);
  // Without a folder GTK begins with recent files, where what is typed is a search.
  const auto path = text_of(options["defaultPath"]);
  const std::string start = path.empty() ? std::string(g_get_home_dir()) : absolute(path);
  if (g_file_test(start.c_str(), G_FILE_TEST_IS_DIR)) {
    gtk_file_chooser_set_current_folder(chooser, start.c_str());
  } else {
    gtk_file_chooser_set_filename(chooser, start.c_str());
  }
  auto answer = [](GtkDialog* asked, int response) -> std::optional<Value> {
    std::vector<Value> paths;
    if (response == GTK_RESPONSE_ACCEPT) {
      GSList* names = gtk_file_chooser_get_filenames(GTK_FILE_CHOOSER(asked));
      for (GSList* name = names; name != nullptr; name = name->next) {
        paths.emplace_back(utf8_name(static_cast<const char*>(name->data)));
      }
      g_slist_free_full(names, g_free);
    }
    return open_answer(paths);
  };
  return {std::move(dialog), std::move(answer)};
}

DialogParts make_save_dialog(const Value& options) {
  auto dialog = make_chooser(options, GTK_FILE_CHOOSER_ACTION_SAVE, "Save File", "_Save");
  auto* chooser = GTK_FILE_CHOOSER(dialog.get());
  gtk_file_chooser_set_do_overwrite_confirmation(chooser, TRUE);
  gtk_file_chooser_set_create_folders(chooser, TRUE);
  add_filters(chooser, options["filters"]);
  if (const auto path = text_of(options["defaultPath"]); !path.empty()) {
    const std::string full = absolute(path);
    if (g_file_test(full.c_str(), G_FILE_TEST_IS_DIR)) {
      gtk_file_chooser_set_current_folder(chooser, full.c_str());
    } else {
      const CharPtr folder(g_path_get_dirname(full.c_str()));
      const CharPtr name(g_path_get_basename(full.c_str()));
      gtk_file_chooser_set_current_folder(chooser, folder.get());
      gtk_file_chooser_set_current_name(chooser, name.get());
    }
  }
  auto answer = [filters = options["filters"]](GtkDialog* asked,
                                               int response) -> std::optional<Value> {
    auto* asked_chooser = GTK_FILE_CHOOSER(asked);
    const CharPtr name(
        response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_filename(asked_chooser) : nullptr);
    if (name == nullptr) return save_answer("");
    const auto full = with_extension(asked_chooser, filters, name.get());
    if (!full) return save_answer(utf8_name(name.get()));
    if (!g_file_test(full->c_str(), G_FILE_TEST_EXISTS))
      return save_answer(utf8_name(full->c_str()));
    // GTK has asked about the name as typed only. With the whole name in place, it asks about that.
    const CharPtr base(g_path_get_basename(full->c_str()));
    gtk_file_chooser_set_current_name(asked_chooser, base.get());
    return std::nullopt;
  };
  return {std::move(dialog), std::move(answer)};
}

}  // namespace cation::shell
