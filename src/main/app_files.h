#pragma once

// The files of an app that scripts of its pages may require. A preload script runs in WebKit's
// sandbox, which has no files: main reads them for it, and gives it only what an app ships for that
// purpose. What a page itself may ask for is nothing; docs/protocol.md has the message.

#include <cstddef>
#include <optional>
#include <string>

#include "cation/result.h"

namespace cation::main {

/// No script is larger; what is would only fill the memory of two processes.
inline constexpr std::size_t max_script_bytes = std::size_t{16} << 20;

/// The folder whose files a page's scripts may require: the app's, or the preload script's own
/// where that lies outside of it. Empty, and so nothing at all, for a page that has neither a
/// preload script nor `nodeIntegration`.
std::string script_folder(const std::string& app_folder, const std::string& preload,
                          bool node_integration);

/// The text of a script (.js, .cjs) or of JSON in a folder or below it; no value where there is no
/// such file. `path` is absolute; a symbolic link counts as what it leads to, but for a package
/// that is linked into a `node_modules` of the folder. An Error, without a look at the file, for
/// what lies elsewhere or is of another kind (ERR_ACCESS_DENIED).
Result<std::optional<std::string>> read_app_file(const std::string& folder,
                                                 const std::string& path);

}  // namespace cation::main
