#pragma once

#include "cation/value.h"
#include "shell/open_dialogs.h"

namespace cation::shell {

/// The dialog of `dialog.message`, ready to be shown. `options` are those of docs/protocol.md.
DialogParts make_message_dialog(const Value& options);

}  // namespace cation::shell
