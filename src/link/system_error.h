#pragma once

#include <cerrno>
#include <cstring>
#include <string>

#include "cation/result.h"

namespace cation::link {

/// What errno says now, behind a sentence of ours.
[[nodiscard]] inline std::unexpected<Error> system_error(std::string what) {
  int number = errno;
  return fail(std::move(what) + ": " + std::strerror(number),
              "ERR_SYSTEM_" + std::to_string(number));
}

}  // namespace cation::link
