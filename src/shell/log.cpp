#include "shell/log.h"

#include <unistd.h>

#include <string>

namespace cation::shell {

void warn(std::string_view line) {
  // One write, so that the lines of several processes do not mix.
  const std::string text = "cation: " + std::string(line) + "\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace cation::shell
