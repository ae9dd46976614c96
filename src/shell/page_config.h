#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cation/result.h"
#include "cation/value.h"
#include "shell/glib_ptr.h"
#include "shell/ids.h"

namespace cation::shell {

/// What `webPreferences` says of a page's scripts.
struct PagePreferences {
  std::string preload;  // a path, or empty
  bool node_integration = false;
  bool context_isolation = true;
  bool sandbox = true;
  bool subframes = false;
  bool watch_console = false;
  bool guard_leaving = false;
  /// Whether `<webview>` is an element there, and whether the page is in one.
  bool webview_tag = false;
  bool is_guest = false;
  std::vector<std::string> arguments;

  static PagePreferences read(const Value& web_preferences);
};

/// What a page is told before each navigation: the preferences, and the preload's text as the file
/// has it now.
struct PageConfig {
  /// The parameters of `cation.page`; docs/protocol.md, "Between shell and renderer".
  VariantPtr parameters;
  /// The preload cannot be read.
  std::optional<Error> preload_error;
};

/// The bytes that lie at a place in a tuple.
std::string bytes_in(GVariant* tuple, gsize place);

PageConfig make_page_config(ContentsId contents, const PagePreferences& preferences);

}  // namespace cation::shell
