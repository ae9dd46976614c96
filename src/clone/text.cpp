#include "clone/text.h"

#include <cstring>

namespace cation::clone {

namespace {

constexpr char32_t replacement = 0xfffd;

bool is_high(char32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low(char32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

struct Point {
  char32_t number;
  std::size_t bytes;  // 0: not UTF-8
};

/// The code point at `at`, a lone surrogate too.
Point point_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const auto follows = [&](std::size_t i) {
    return at + i < text.size() && (byte(i) & 0xc0) == 0x80;
  };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  if (first >= 0xc2 && first < 0xe0 && follows(1)) {
    return {static_cast<char32_t>((first & 0x1f) << 6 | (byte(1) & 0x3f)), 2};
  }
  if (first >= 0xe0 && first < 0xf0 && follows(1) && follows(2)) {
    const char32_t number = (first & 0xf) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
    if (number >= 0x800) return {number, 3};
  }
  if (first >= 0xf0 && first < 0xf5 && follows(1) && follows(2) && follows(3)) {
    const char32_t number =
        (first & 7) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 | (byte(3) & 0x3f);
    if (number >= 0x10000 && number < 0x110000) return {number, 4};
  }
  return {replacement, 0};
}

void append(char32_t number, std::u16string& to) {
  if (number < 0x10000) {
    to.push_back(static_cast<char16_t>(number));
  } else {
    to.push_back(static_cast<char16_t>(0xd7c0 + (number >> 10)));
    to.push_back(static_cast<char16_t>(0xdc00 + (number & 0x3ff)));
  }
}

}  // namespace

bool is_ascii(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + i, 8);
    if (word & 0x8080808080808080u) return false;
  }
  for (; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) >= 0x80) return false;
  }
  return true;
}

std::size_t count_units(std::string_view text) {
  if (is_ascii(text)) return text.size();
  std::size_t units = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Point point = point_at(text, i);
    units += point.number >= 0x10000 ? 2 : 1;
    i += point.bytes ? point.bytes : 1;
  }
  return units;
}

void append_utf16(std::string_view text, std::u16string& to) {
  for (std::size_t i = 0; i < text.size();) {
    const Point point = point_at(text, i);
    append(point.number, to);
    i += point.bytes ? point.bytes : 1;
  }
}

bool append_strict_utf16(std::string_view text, std::u16string& to) {
  for (std::size_t i = 0; i < text.size();) {
    const Point point = point_at(text, i);
    if (point.bytes == 0 || is_high(point.number) || is_low(point.number)) return false;
    append(point.number, to);
    i += point.bytes;
  }
  return true;
}

bool is_well_formed(std::u16string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_low(text[i])) return false;
    if (!is_high(text[i])) continue;
    if (i + 1 == text.size() || !is_low(text[i + 1])) return false;
    ++i;
  }
  return true;
}

std::size_t write_utf8(std::u16string_view text, char* to) {
  char* at = to;
  const auto put = [&](char32_t byte) { *at++ = static_cast<char>(byte); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t number = text[i];
    if (is_high(number) && i + 1 < text.size() && is_low(text[i + 1])) {
      number = 0x10000 + ((number - 0xd800) << 10) + (text[++i] - 0xdc00);
    }
    if (number < 0x80) {
      put(number);
    } else if (number < 0x800) {
      put(0xc0 | number >> 6);
      put(0x80 | (number & 0x3f));
    } else if (number < 0x10000) {
      put(0xe0 | number >> 12);
      put(0x80 | (number >> 6 & 0x3f));
      put(0x80 | (number & 0x3f));
    } else {
      put(0xf0 | number >> 18);
      put(0x80 | (number >> 12 & 0x3f));
      put(0x80 | (number >> 6 & 0x3f));
      put(0x80 | (number & 0x3f));
    }
  }
  return static_cast<std::size_t>(at - to);
}

}  // namespace cation::clone
