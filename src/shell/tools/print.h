#pragma once

#include <webkit2/webkit2.h>

#include "cation/value.h"
#include "shell/main_link.h"

namespace cation::shell {

/// Answers with the page as the bytes of a PDF. Options as Electron's `printToPDF` has them, of
/// which the toolkit knows landscape, printBackground, scale, pageSize, margins and pageRanges; an
/// Error for one that is none.
void print_to_pdf(WebKitWebView* view, const Value& options, Reply reply);

/// Prints the page, where a person says so in the toolkit's dialog, unless it is `silent`. Answers
/// with whether it was printed. Options: silent, printBackground, deviceName, landscape, copies,
/// pageSize.
void print(WebKitWebView* view, const Value& options, Reply reply);

}  // namespace cation::shell
