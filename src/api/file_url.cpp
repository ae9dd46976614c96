#include "api/file_url.h"

namespace cation::api {

namespace {

// What stands for itself, besides letters and digits: in a path, in a name or value of a query, in
// a query and in a fragment that are written out already.
constexpr std::string_view of_path = "/-_.~!$&'()*+,;=:@";
constexpr std::string_view of_part = "-_.~!'()*";
constexpr std::string_view of_query = "/-_.~!$&()*+,;=:@%?[]{}|\\^`";
constexpr std::string_view of_fragment = "/-_.~!$&'()*+,;=:@%?[]{}|\\^#";

std::string escaped(std::string_view text, std::string_view plain) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    if (letter || (byte >= '0' && byte <= '9') || plain.find(character) != plain.npos) {
      result += character;
    } else {
      result += '%';
      result += digits[byte >> 4];
      result += digits[byte & 15];
    }
  }
  return result;
}

std::string_view without(std::string_view text, char first) {
  return text.starts_with(first) ? text.substr(1) : text;
}

}  // namespace

std::string file_url(std::string_view path, const LoadFileOptions& options) {
  std::string query = escaped(without(options.search, '?'), of_query);
  if (options.search.empty()) {
    for (const auto& [name, value] : options.query)
      query.append(query.empty() ? "" : "&")
          .append(escaped(name, of_part))
          .append("=")
          .append(escaped(value, of_part));
  }
  const std::string fragment = escaped(without(options.hash, '#'), of_fragment);
  std::string url = "file://" + escaped(path, of_path);
  if (!query.empty()) url.append(1, '?').append(query);
  if (!fragment.empty()) url.append(1, '#').append(fragment);
  return url;
}

}  // namespace cation::api
