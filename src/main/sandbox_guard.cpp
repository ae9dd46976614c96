#include "main/sandbox_guard.h"

#include <cstdio>
#include <string>
#include <utility>

#include "main/sandbox.h"

namespace cation::main {

bool SandboxGuard::admits(pid_t process) {
  const auto sandboxed = is_sandboxed(process);
  if (sandboxed == true) return true;
  if (!is_web_process(process)) return !required_;
  if (required_) has_refused_ = true;
  // Where the system does not say, an app that requires it is on the safe side.
  if (sandboxed == std::nullopt && !required_) return true;
  if (!std::exchange(has_told_, true)) {
    const std::string end = required_ ? "; the app requires it (--require-sandbox)" : "";
    const std::string line =
        "cation: pages run outside of WebKit's sandbox: " + why_not_sandboxed() + end + "\n";
    std::fputs(line.c_str(), stderr);
  }
  return !required_;
}

}  // namespace cation::main
