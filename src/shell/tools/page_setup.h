#pragma once

#include <gtk/gtk.h>

#include "cation/result.h"
#include "cation/value.h"
#include "shell/glib_ptr.h"

namespace cation::shell {

/// How a page is printed, of the options that Electron's `printToPDF` and `print` share.
struct PrintSetup {
  ObjectPtr<GtkPageSetup> page;
  ObjectPtr<GtkPrintSettings> settings;
  bool backgrounds = false;
};

/// An Error names the option that is none.
Result<PrintSetup> read_print_setup(const Value& options);

}  // namespace cation::shell
