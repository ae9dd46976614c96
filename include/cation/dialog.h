#pragma once

// Questions to the person, in windows of their own.
// https://www.electronjs.org/docs/latest/api/dialog
//
//   auto chosen = co_await dialog::show_open_dialog(window, options);
//   if (chosen && !chosen->canceled) open(chosen->file_paths.front());
//
// Each gives an Error for options that make no sense, and when the windows' process ends first.

#include <optional>
#include <string>
#include <vector>

#include "cation/browser_window.h"
#include "cation/result.h"
#include "cation/task.h"

namespace cation::dialog {

struct FileFilter {
  std::string name;
  /// Without dots: "txt"; "*" for all.
  std::vector<std::string> extensions;
};

struct OpenDialogOptions {
  std::string title;
  std::string default_path;
  std::string button_label;
  std::vector<FileFilter> filters;
  /// "openFile", "openDirectory", "multiSelections", "showHiddenFiles".
  std::vector<std::string> properties = {"openFile"};
};

struct OpenDialogResult {
  bool canceled = true;
  std::vector<std::string> file_paths;
};

struct SaveDialogOptions {
  std::string title;
  std::string default_path;
  std::string button_label;
  std::vector<FileFilter> filters;
};

struct SaveDialogResult {
  bool canceled = true;
  std::string file_path;
};

struct MessageBoxOptions {
  /// "none", "info", "error", "question", "warning".
  std::string type = "none";
  std::string message;
  std::string detail;
  std::string title;
  std::vector<std::string> buttons = {"OK"};
  /// Which button Return presses, and which Escape: where it is not said, one that reads "cancel"
  /// or "no", else the first.
  std::optional<int> default_id;
  std::optional<int> cancel_id;
};

/// With a window, the dialog belongs to it; with the app alone it stands for itself.
[[gnu::visibility("default")]] NamedTask<Result<OpenDialogResult>> show_open_dialog(
    BrowserWindow window, OpenDialogOptions options);
[[gnu::visibility("default")]] NamedTask<Result<OpenDialogResult>> show_open_dialog(
    App& app, OpenDialogOptions options);
[[gnu::visibility("default")]] NamedTask<Result<SaveDialogResult>> show_save_dialog(
    BrowserWindow window, SaveDialogOptions options);
[[gnu::visibility("default")]] NamedTask<Result<SaveDialogResult>> show_save_dialog(
    App& app, SaveDialogOptions options);
/// Gives the number of the button.
[[gnu::visibility("default")]] NamedTask<Result<int>> show_message_box(BrowserWindow window,
                                                                       MessageBoxOptions options);
[[gnu::visibility("default")]] NamedTask<Result<int>> show_message_box(App& app,
                                                                       MessageBoxOptions options);

}  // namespace cation::dialog
