#pragma once

#include <cstddef>
#include <span>

#include "cation/result.h"
#include "cation/value.h"
#include "clone/limits.h"

namespace cation::clone {

/// The value in bytes that may come from anywhere: an Error, with the code "ERR_MALFORMED_CLONE",
/// for any that are not of the format or past the limits; with the code "ERR_UNSUPPORTED_CLONE"
/// where there is no memory for the value. Needs memory of at most a small multiple of their
/// length. The value does not refer to them. Never throws. Any thread may call it.
Result<Value> decode(std::span<const std::byte> bytes, const Limits& limits = {});

/// The same for a message whose attached buffers are not among its bytes: `bytes` are the head of
/// `Parts` and its table.
Result<Value> decode(std::span<const std::byte> bytes,
                     std::span<const std::span<const std::byte>> attached,
                     const Limits& limits = {});

}  // namespace cation::clone
