#pragma once

// Keys that are written like the index of an array.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cation::clone {

/// The index that the text is, as JavaScript writes it.
inline std::optional<std::uint32_t> index_of(std::string_view text) {
  if (text.empty() || text.size() > 10 || (text[0] == '0' && text.size() > 1)) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (number >= 0xffffffff) return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

inline bool is_index(std::string_view text) { return index_of(text).has_value(); }

/// Whether a key of an object of so many is an index so far out that an engine may take memory for
/// all that are in front of it. Such keys are in no shape.
inline bool is_far_index(std::string_view key, std::size_t count) {
  const auto index = index_of(key);
  return index && *index >= 2 * count + 16;
}

}  // namespace cation::clone
