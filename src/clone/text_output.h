#pragma once

// The text of a message being written: strings one behind the other, in segments.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "clone/output.h"
#include "clone/text.h"
#include "clone/wire.h"

namespace cation::clone {

class TextOutput {
 public:
  /// Adds a string; how many UTF-16 units it has.
  std::size_t add(std::string_view text) {
    if (text.empty()) return 0;
    if (units_ >= text_segment_units) close();
    if (units_ == 0) {
      start_ = out_.size();
      out_.reserve(head_bytes);
      out_.advance(head_bytes);
    }
    std::byte* to = out_.reserve(text.size() + slack);
    out_.advance(text.size());
    const bool ascii = copy(text, to);
    const std::size_t units = ascii ? text.size() : count_units(text);
    ascii_ = ascii_ && ascii;
    units_ += units;
    return units;
  }
  /// How many bytes there are, about: a segment is counted exactly when it is closed.
  std::size_t size() const { return out_.size(); }
  /// Closes the open segment.
  void close();
  /// All that was written, when the last segment is closed.
  std::span<const std::byte> written() const { return out_.written(); }

 private:
  /// What an ASCII segment that is full mostly has in front: 16,384 to 524,287 units.
  static constexpr std::size_t head_bytes = 3;
  /// Short strings are copied in words, past their end.
  static constexpr std::size_t slack = 8;

  /// Copies the text; whether it is ASCII.
  static bool copy(std::string_view text, std::byte* to) {
    const char* from = text.data();
    std::size_t left = text.size();
    if (left > 64) {
      std::memcpy(to, from, left);
      return is_ascii(text);
    }
    std::uint64_t all = 0;
    std::uint64_t word = 0;
    for (; left > 8; left -= 8, from += 8, to += 8) {
      std::memcpy(&word, from, 8);
      std::memcpy(to, &word, 8);
      all |= word;
    }
    word = tail(from, left);
    std::memcpy(to, &word, 8);
    return ((all | word) & 0x8080808080808080u) == 0;
  }
  /// 1 to 8 bytes as a word, without a look past them.
  static std::uint64_t tail(const char* from, std::size_t count) {
    std::uint64_t word = 0;
    if (count == 8) {
      std::memcpy(&word, from, 8);
    } else if (count >= 4) {
      std::uint32_t low = 0;
      std::uint32_t high = 0;
      std::memcpy(&low, from, 4);
      std::memcpy(&high, from + count - 4, 4);
      word = low | static_cast<std::uint64_t>(high) << (8 * (count - 4));
    } else {
      for (std::size_t i = 0; i < count; ++i) {
        word |= static_cast<std::uint64_t>(static_cast<unsigned char>(from[i])) << (8 * i);
      }
    }
    return word;
  }

  std::array<std::byte, 256> first_;
  Output out_{first_};
  std::size_t start_ = 0;  // of the open segment, with its head
  std::size_t units_ = 0;  // of the open segment; 0: none is open
  bool ascii_ = true;
};

}  // namespace cation::clone
