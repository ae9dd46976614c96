#pragma once

// Files that are none: what the kernel shows of processes and devices.

#include <optional>
#include <string>
#include <string_view>

namespace cation::ipc {

/// The path that a file: address names, as the engine understands it: escapes decoded, and "." and
/// ".." and doubled slashes resolved. Nothing where it is another kind of address.
std::optional<std::string> path_of_file_url(std::string_view url);

/// Whether an absolute path lies in /proc, /sys or /dev (but for /dev/shm, which has files like any
/// other). Links are not followed.
bool is_kernel_path(std::string_view path);

/// Whether a page must not have what is at this address, whoever asks: in /proc it would find the
/// environment and the memory of the process that reads it for the page.
bool is_forbidden_file(std::string_view url);

}  // namespace cation::ipc
