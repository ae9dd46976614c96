#pragma once

#include <cstddef>
#include <vector>

#include "cation/result.h"
#include "cation/value.h"

namespace cation::clone {

/// The bytes of a value, by docs/wire-format.md: the same that the JavaScript codec writes for it.
/// An Error where it is deeper or larger than the format allows.
Result<std::vector<std::byte>> encode(const Value& value);

}  // namespace cation::clone
