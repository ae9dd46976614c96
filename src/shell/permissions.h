#pragma once

#include <webkit2/webkit2.h>

#include "shell/signals.h"

namespace cation::shell {

/// Answers what a page asks a person for, as Electron does where the app has no handler: it is
/// granted (places, microphone and camera, notifications, the clipboard, the pointer). To install
/// software is not.
void grant_permissions(WebKitWebView* view, Signals& signals);

}  // namespace cation::shell
