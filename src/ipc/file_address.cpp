#include "ipc/file_address.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

namespace cation::ipc {
namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decode_escapes(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? digit_of(text[i + 1]) : -1;
    const int low = high >= 0 ? digit_of(text[i + 2]) : -1;
    if (low < 0) {
      decoded += text[i];
    } else {
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return decoded;
}

}  // namespace

std::optional<std::string> path_of_file_url(std::string_view url) {
  constexpr std::string_view scheme = "file:";
  // As in a browser, what is in front of an address is not part of it.
  while (!url.empty() && static_cast<unsigned char>(url.front()) <= ' ') url.remove_prefix(1);
  const bool is_file = url.size() >= scheme.size() &&
                       std::ranges::equal(url.substr(0, scheme.size()), scheme, {},
                                          [](unsigned char c) { return std::tolower(c); });
  if (!is_file) return std::nullopt;
  url.remove_prefix(scheme.size());
  url = url.substr(0, url.find_first_of("?#"));
  if (url.starts_with("//")) {
    // Whatever the host is called: there is this machine only.
    const auto path = url.find('/', 2);
    url = path == url.npos ? "" : url.substr(path);
  }
  std::string path("/");
  path += decode_escapes(url);
  // The system ends a path there.
  path = path.substr(0, path.find('\0'));
  return std::filesystem::path(path).lexically_normal().string();
}

bool is_kernel_path(std::string_view path) {
  constexpr std::array<std::string_view, 3> folders{"/proc", "/sys", "/dev"};
  const std::string normal =
      ("/" / std::filesystem::path(path).relative_path()).lexically_normal().string();
  const auto lies_in = [&](std::string_view folder) {
    return normal.starts_with(folder) &&
           (normal.size() == folder.size() || normal[folder.size()] == '/');
  };
  return std::ranges::any_of(folders, lies_in) && !lies_in("/dev/shm");
}

bool is_forbidden_file(std::string_view url) {
  const auto path = path_of_file_url(url);
  return path && is_kernel_path(*path);
}

}  // namespace cation::ipc
