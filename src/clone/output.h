#pragma once

// Bytes being written, first to memory that the owner lends, then to a block, then to the heap.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

#include "clone/blocks.h"
#include "clone/wire.h"

namespace cation::clone {

inline constexpr std::size_t longest_varint = 10;

/// 7 bits a byte, lowest first; the high bit says that more follow. The end of what was written.
inline std::byte* write_varint(std::byte* at, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) *at++ = static_cast<std::byte>(value | 0x80);
  *at++ = static_cast<std::byte>(value);
  return at;
}

class Output {
 public:
  /// `first` is written to until it is full, and must live as long as this.
  explicit Output(std::span<std::byte> first)
      : begin_(first.data()), at_(first.data()), end_(first.data() + first.size()) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  std::size_t size() const { return static_cast<std::size_t>(at_ - begin_); }
  std::span<const std::byte> written() const { return {begin_, size()}; }

  /// Where `bytes` more can be written; `advance` afterwards.
  std::byte* reserve(std::size_t bytes) {
    if (bytes > static_cast<std::size_t>(end_ - at_)) [[unlikely]]
      grow(bytes);
    return at_;
  }
  void advance(std::size_t bytes) { at_ += bytes; }
  /// Moves written bytes to another place, for which there is room.
  void move(std::size_t to, std::size_t from, std::size_t size) {
    std::memmove(begin_ + to, begin_ + from, size);
  }
  /// Goes on behind the first `size` bytes, which were written.
  void go_to(std::size_t size) { at_ = begin_ + size; }

  void byte(std::uint8_t value) {
    *reserve(1) = static_cast<std::byte>(value);
    ++at_;
  }
  void varint(std::uint64_t value) { at_ = write_varint(reserve(longest_varint), value); }
  /// A number as it lies in memory; every machine that Cation runs on is little-endian.
  template <typename T>
  void raw(T value) {
    std::memcpy(reserve(sizeof value), &value, sizeof value);
    at_ += sizeof value;
  }
  /// A tag and a number behind it.
  template <typename T>
  void tagged(std::uint8_t tag, T value) {
    std::byte* at = reserve(1 + sizeof value);
    *at = static_cast<std::byte>(tag);
    std::memcpy(at + 1, &value, sizeof value);
    at_ = at + 1 + sizeof value;
  }
  void bytes(std::span<const std::byte> data) {
    if (data.empty()) return;
    std::memcpy(reserve(data.size()), data.data(), data.size());
    at_ += data.size();
  }
  void chars(std::string_view text) { bytes(std::as_bytes(std::span(text.data(), text.size()))); }
  /// Writes over bytes that were written.
  void patch(std::size_t at, std::span<const std::byte> data) {
    std::memcpy(begin_ + at, data.data(), data.size());
  }
  /// Text in the shortest form that holds it: its units and form, then its bytes.
  void text(std::string_view utf8);

 private:
  void grow(std::size_t bytes);

  Block block_;
  std::unique_ptr<std::byte[]> heap_;
  std::byte* begin_;
  std::byte* at_;
  std::byte* end_;
};

}  // namespace cation::clone
