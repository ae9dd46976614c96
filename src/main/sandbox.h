#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

namespace cation::main {

/// Whether a process is in WebKit's sandbox, by what the system says of it: it has its own files,
/// processes and network, and a filter of system calls. Nothing where the system does not say.
/// `proc` is /proc; tests have another one.
std::optional<bool> is_sandboxed(pid_t process, const std::filesystem::path& proc = "/proc");

/// Whether a process is WebKit's for pages, as far as its name says: others of this user may
/// connect to main's socket as well, and prove nothing.
bool is_web_process(pid_t process, const std::filesystem::path& proc = "/proc");

/// Why web processes are in no sandbox here, and what to do about it, as far as can be told: the
/// end of a sentence.
std::string why_not_sandboxed(const std::filesystem::path& root = "/");

}  // namespace cation::main
