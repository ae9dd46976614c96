#pragma once

// All of Cation. docs/cpp.md is the guide.

#include "cation/app.h"             // IWYU pragma: export
#include "cation/browser_window.h"  // IWYU pragma: export
#include "cation/completion.h"      // IWYU pragma: export
#include "cation/dialog.h"          // IWYU pragma: export
#include "cation/event.h"           // IWYU pragma: export
#include "cation/ipc_main.h"        // IWYU pragma: export
#include "cation/menu.h"            // IWYU pragma: export
#include "cation/message_port.h"    // IWYU pragma: export
#include "cation/result.h"          // IWYU pragma: export
#include "cation/subscription.h"    // IWYU pragma: export
#include "cation/task.h"            // IWYU pragma: export
#include "cation/value.h"           // IWYU pragma: export
#include "cation/web_contents.h"    // IWYU pragma: export
#include "cation/web_frame.h"       // IWYU pragma: export
