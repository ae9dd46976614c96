#pragma once

#include <cstddef>
#include <span>

#include "cation/result.h"
#include "cation/value.h"

namespace cation::clone {

/// The value in bytes that may come from anywhere: an Error, with the code "ERR_MALFORMED_CLONE",
/// for any that are not of the format. Needs memory of at most a small multiple of their length.
/// The value does not refer to them.
Result<Value> decode(std::span<const std::byte> bytes);

}  // namespace cation::clone
