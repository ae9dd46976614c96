#pragma once

// Dialogs, shown by the shell. https://www.electronjs.org/docs/latest/api/dialog

#include <functional>

#include "cation/result.h"
#include "cation/value.h"
#include "main/browser_window.h"

namespace cation::main {

using Answered = std::function<void(Result<Value>)>;

/// Each checks its options and asks the shell; `window` 0 is no window. `answered` is called once:
/// with {canceled, filePaths}, {canceled, filePath}, {response, checkboxChecked}; with an Error for
/// options that are none (before the call returns) or when the shell ends.
void show_open_dialog(Host& host, WindowId window, const Value& options, Answered answered);
void show_save_dialog(Host& host, WindowId window, const Value& options, Answered answered);
void show_message_box(Host& host, WindowId window, const Value& options, Answered answered);

}  // namespace cation::main
