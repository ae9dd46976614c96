#include "shell/languages.h"

#include <algorithm>
#include <ranges>

namespace cation::shell {
namespace {

bool is_letters(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

bool is_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// "de_CH" as "de-CH"; nothing where that names no language.
std::string tag_of(std::string_view locale) {
  const auto end = locale.find_first_of(".@");
  const std::string_view name = locale.substr(0, end);
  const auto at = name.find('_');
  const std::string_view language = name.substr(0, at);
  if (language.size() < 2 || language.size() > 3 || !is_letters(language)) return {};
  if (at == std::string_view::npos) return std::string(language);
  const std::string_view region = name.substr(at + 1);
  const bool is_region =
      (region.size() == 2 && is_letters(region)) || (region.size() == 3 && is_digits(region));
  return is_region ? std::string(language) + "-" + std::string(region) : std::string(language);
}

}  // namespace

std::vector<std::string> language_tags(std::span<const std::string_view> locales) {
  std::vector<std::string> tags;
  for (std::string_view locale : locales) {
    std::string tag = tag_of(locale);
    if (!tag.empty() && std::ranges::find(tags, tag) == tags.end()) tags.push_back(std::move(tag));
  }
  if (tags.empty()) tags = {"en-US", "en"};
  return tags;
}

}  // namespace cation::shell
