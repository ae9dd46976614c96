#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "cation/result.h"

namespace cation::shell {

/// What main says on the command line. docs/protocol.md, "How the shell starts".
struct Options {
  /// Main's listening socket, alone in a private folder; absolute.
  std::string socket;
  /// The folder with libcation-renderer.so; absolute.
  std::string renderer;
  /// What windows and menus are called, and the class that window managers see.
  std::string app_name = "Cation";
  /// Where pages keep their data (cookies, local storage, caches); absolute. Empty: in memory.
  std::string user_data;
  /// `process.versions` of the pages, besides the shell's own: `--version node=20.20.0`.
  std::map<std::string, std::string> versions;
  /// How many objects a message of a page makes at most; 0: the default.
  std::uint64_t message_objects = 0;
};

/// Reads `--name value` pairs. Errors name the argument.
Result<Options> parse_options(std::span<char* const> arguments);

}  // namespace cation::shell
