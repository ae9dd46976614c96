#pragma once

// Bytes being written.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "clone/wire.h"

namespace cation::clone {

class Output {
 public:
  std::size_t size() const { return size_; }

  /// Where `bytes` more can be written; `advance` afterwards.
  std::byte* reserve(std::size_t bytes) {
    if (bytes > bytes_.size() - size_) [[unlikely]]
      grow(bytes);
    return bytes_.data() + size_;
  }
  void advance(std::size_t bytes) { size_ += bytes; }

  void byte(std::uint8_t value) {
    *reserve(1) = static_cast<std::byte>(value);
    ++size_;
  }
  /// 7 bits a byte, lowest first; the high bit says that more follow.
  void varint(std::uint64_t value) {
    std::byte* at = reserve(10);
    std::size_t n = 0;
    for (; value >= 0x80; value >>= 7) at[n++] = static_cast<std::byte>(value | 0x80);
    at[n++] = static_cast<std::byte>(value);
    size_ += n;
  }
  /// A number as it lies in memory; every machine that Cation runs on is little-endian.
  template <typename T>
  void raw(T value) {
    std::memcpy(reserve(sizeof value), &value, sizeof value);
    size_ += sizeof value;
  }
  void bytes(std::span<const std::byte> data) {
    if (data.empty()) return;
    std::memcpy(reserve(data.size()), data.data(), data.size());
    size_ += data.size();
  }
  void chars(std::string_view text) { bytes(std::as_bytes(std::span(text.data(), text.size()))); }
  template <typename T>
  void patch(std::size_t at, T value) {
    std::memcpy(bytes_.data() + at, &value, sizeof value);
  }
  /// Text in the shortest form that holds it: its units and form, then its bytes.
  void text(std::string_view utf8);

  std::span<const std::byte> written() const { return {bytes_.data(), size_}; }
  std::vector<std::byte> take() {
    bytes_.resize(size_);
    return std::move(bytes_);
  }

 private:
  void grow(std::size_t bytes);

  std::vector<std::byte> bytes_ = std::vector<std::byte>(256);
  std::size_t size_ = 0;
};

}  // namespace cation::clone
