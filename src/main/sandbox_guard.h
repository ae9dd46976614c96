#pragma once

// Looks at each process that connects: whether pages run in WebKit's sandbox. Says so once where
// they do not, and lets none of those in where the app requires it.

#include <sys/types.h>

#include <optional>

namespace cation::main {

class SandboxGuard {
 public:
  explicit SandboxGuard(bool required) : required_(required) {}
  /// Whether a process may connect.
  bool admits(pid_t process);
  /// Whether a web process was not let in: what it shows has no IPC.
  bool has_refused() const { return has_refused_; }

 private:
  bool required_;
  bool has_told_ = false;
  bool has_refused_ = false;
};

}  // namespace cation::main
