#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

/// The bytes of a vector: hex, in which `[n]` stands for n bytes of which each is its place from 0,
/// modulo 251.
inline std::vector<std::byte> from_hex(std::string_view hex) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::vector<std::byte> bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 0; i + 1 < hex.size();) {
    if (hex[i] == '[') {
      const std::size_t end = std::min(hex.find(']', i), hex.size() - 1);
      const std::size_t count = std::stoul(std::string(hex.substr(i + 1, end - i - 1)));
      for (std::size_t n = 0; n < count; ++n) bytes.push_back(static_cast<std::byte>(n % 251));
      i = end + 1;
    } else {
      bytes.push_back(static_cast<std::byte>(digit(hex[i]) << 4 | digit(hex[i + 1])));
      i += 2;
    }
  }
  return bytes;
}
