#pragma once

// What one message may ask for. A decoder reads messages of others, so that each kind of value
// weighs what it costs at worst, in any of the engines; an encoder keeps to the same bounds, so
// that a sender hears of them and not a receiver. docs/wire-format.md says what counts for how
// many.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "clone/wire.h"

namespace cation::clone {

/// The bounds that an app may raise.
struct Limits {
  /// How many objects a message makes; costly ones count as several.
  std::uint64_t objects = max_objects;
  /// How many values lie in its objects; text and fractions count as several.
  std::uint64_t values = max_values;
};

/// For an app that has raised the bound of objects (0: it has not): values in step with them.
inline Limits limits_for(std::uint64_t objects) {
  if (objects <= max_objects) return {};
  return {.objects = objects, .values = max_values * (objects / max_objects + 1)};
}

inline constexpr const char* too_many_objects = "too many objects";
inline constexpr const char* too_many_values = "too many values";

/// How many objects a message of so many bytes, body and text, may make.
inline std::uint64_t objects_of(const Limits& limits, std::size_t bytes) {
  return std::min<std::uint64_t>(limits.objects, free_objects + bytes);
}

/// Whether a RegExp of this text, in UTF-8, is not too long.
bool fits_regexp(std::string_view source, std::string_view flags);
/// For how many objects it counts beyond the one that it is.
std::uint64_t weight_of_regexp(std::string_view source, std::string_view flags);

}  // namespace cation::clone
