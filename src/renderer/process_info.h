#pragma once

// What the system says of this process and of its machine.

#include <string>

namespace cation::renderer {

/// Memory in kilobytes, as Electron's `process` gives it.
struct ProcessInfo {
  /// Milliseconds since 1970; 0 where the system does not say.
  double created = 0;
  double cpu_seconds = 0;
  double resident = 0;
  double shared = 0;
  double total = 0;
  double free = 0;
  double swap_total = 0;
  double swap_free = 0;
  /// The kernel's.
  std::string system_version;
};

ProcessInfo process_info();

}  // namespace cation::renderer
