#pragma once

// Bytes being read, that may come from anywhere. After the first reading past the end, or of a
// number that is none, everything reads as 0 and `failed` says so: it is looked at once a value.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace cation::clone {

class Input {
 public:
  explicit Input(std::span<const std::byte> bytes)
      : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
  bool failed() const { return failed_; }

  std::uint8_t byte() {
    if (at_ == end_) [[unlikely]]
      return fail();
    return std::to_integer<std::uint8_t>(*at_++);
  }
  template <typename T>
  T raw() {
    T value{};
    if (left() < sizeof value) [[unlikely]] {
      fail();
      return value;
    }
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  /// At most 53 bits, so that JavaScript reads the same.
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 56; shift += 7) {
      const std::uint8_t next = byte();
      value |= static_cast<std::uint64_t>(next & 0x7f) << shift;
      if (next < 0x80) {
        // One way only to write a number.
        if ((next == 0 && shift > 0) || value >> 53) break;
        return value;
      }
    }
    return fail();
  }
  std::span<const std::byte> bytes(std::uint64_t size) {
    if (size > left()) {
      fail();
      return {};
    }
    const std::span<const std::byte> result(at_, static_cast<std::size_t>(size));
    at_ += size;
    return result;
  }
  std::string_view chars(std::uint64_t size) {
    const auto data = bytes(size);
    return {reinterpret_cast<const char*>(data.data()), data.size()};
  }

 private:
  std::uint8_t fail() {
    failed_ = true;
    at_ = end_;
    return 0;
  }

  const std::byte* at_;
  const std::byte* end_;
  bool failed_ = false;
};

}  // namespace cation::clone
