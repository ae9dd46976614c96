#include "main/page_title.h"

#include <algorithm>

namespace cation::main {

namespace {

std::string name_of_file(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  return std::string(url.substr(url.rfind('/') + 1));
}

}  // namespace

std::string title_of_address(std::string_view url) {
  if (url.starts_with("file:")) return name_of_file(url);
  const bool is_web = url.starts_with("http://") || url.starts_with("https://");
  if (!is_web) return std::string(url);
  const auto start = url.find("://") + 3;
  const std::string_view scheme = url.substr(0, start);
  std::string_view rest = url.substr(start);
  const auto end = std::min(rest.find_first_of("/?#"), rest.size());
  if (const auto user = rest.substr(0, end).rfind('@'); user != rest.npos)
    rest.remove_prefix(user + 1);
  if (rest.find_first_of("/?#") == rest.size() - 1 && rest.ends_with('/')) rest.remove_suffix(1);
  return (scheme == "http://" ? "" : std::string(scheme)) + std::string(rest);
}

}  // namespace cation::main
