#pragma once

#include <glib.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace cation::renderer {

/// What the shell tells a page before each of its navigations (`cation.page`, docs/protocol.md).
struct PageConfig {
  std::string preload;  // the script's file, or empty
  std::string source;
  bool node_integration = false;
  bool context_isolation = true;
  bool sandbox = true;
  bool subframes = false;
  /// Main wants to hear what is written to the console.
  bool watch_console = false;
  bool guard_leaving = false;
  /// `<webview>` is an element there.
  bool webview_tag = false;
  /// The page is in a `<webview>`.
  bool is_guest = false;
  std::vector<std::string> arguments;

  /// What is missing, or of another type, keeps its default.
  static PageConfig read(GVariant* parameters);
  /// Whether a document gets the runtime before its scripts, and not first when main asks for it.
  bool wants_runtime(bool is_main_frame) const {
    const bool has_scripts = !preload.empty() || node_integration;
    return is_main_frame ? has_scripts || webview_tag : has_scripts && subframes;
  }
};

/// What the shell tells the process when it starts.
struct ProcessConfig {
  std::string socket;
  std::string token;
  std::map<std::string, std::string> versions;
  /// How many objects a message makes at most; 0: the default.
  std::uint64_t message_objects = 0;

  static ProcessConfig read(GVariant* data);
};

}  // namespace cation::renderer
