#pragma once

// The options of a window, as the Host takes them.

#include <cstdint>

#include "cation/browser_window.h"
#include "cation/value.h"

namespace cation::api {

class Core;

/// Electron's constructor options. `opener`, `request`: the page that waits for the window, and the
/// number of its WindowRequest; 0 for none.
Value to_value(const Core& core, const BrowserWindowOptions& given, std::uint32_t opener = 0,
               std::uint32_t request = 0);

Value to_value(const Core& core, const WebPreferences& given);

/// What a page asks of a guest, and what the app makes of it; see main/guests.h.
WebviewAttachment attachment_of(const Value& web_preferences, const Value& params);
Value params_of(const WebviewAttachment& given);

}  // namespace cation::api
