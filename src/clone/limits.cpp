#include "clone/limits.h"

#include "clone/text.h"

namespace cation::clone {

namespace {

/// Whether a property is one of strings: engines make thousands of alternatives of it.
bool is_of_strings(std::string_view name) {
  return name.starts_with("RGI_") || name.starts_with("Basic_Emoji") ||
         name.starts_with("Emoji_Keycap");
}

}  // namespace

bool fits_regexp(std::string_view source, std::string_view flags) {
  return count_units(source) <= max_regexp_units && count_units(flags) <= max_regexp_flags;
}

std::uint64_t weight_of_regexp(std::string_view source, std::string_view flags) {
  const bool sets = flags.contains('v');
  const bool ignores_case = flags.contains('i');
  std::uint64_t weight = regexp_weight + count_units(source);
  for (std::size_t i = 0; i + 2 < source.size(); ++i) {
    const std::string_view rest = source.substr(i);
    if (rest.starts_with("(?<")) weight += named_group_weight;
    if (!rest.starts_with("\\p{") && !rest.starts_with("\\P{")) continue;
    if (sets && is_of_strings(rest.substr(3))) {
      weight += ignores_case ? folded_strings_weight : strings_weight;
    } else {
      weight += sets ? set_property_weight : property_weight;
    }
  }
  return weight;
}

}  // namespace cation::clone
