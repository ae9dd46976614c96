#pragma once

#include "cation/result.h"
#include "cation/value.h"
#include "shell/glib_ptr.h"
#include "shell/open_dialogs.h"

namespace cation::shell {

/// The dialogs of `dialog.open` and `dialog.save`, ready to be shown. GTK's own, not the desktop
/// portal's: they answer to the keyboard like any window of the app. `options` are those of
/// docs/protocol.md.
DialogParts make_open_dialog(const Value& options);
DialogParts make_save_dialog(const Value& options);

}  // namespace cation::shell
