#pragma once

// Writes what has no parts: numbers, strings, bytes. Tags and numbers go to the body, the
// characters of strings to the text; large bytes are noted, to be attached.

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "cation/value.h"
#include "clone/output.h"
#include "clone/text_output.h"
#include "clone/wire.h"

namespace cation::clone {

class Writer {
 public:
  Writer() {
    body_.reserve(wire_header_bytes);
    body_.advance(wire_header_bytes);
  }

  /// Writes the header, when all else is written.
  void header(bool references);
  /// The header and the body.
  Output& body() { return body_; }
  TextOutput& text() { return text_; }
  std::span<const std::span<const std::byte>> attached() const { return attached_; }
  /// Of their bytes, and the table of their sizes.
  std::size_t attached_size() const { return attached_size_; }
  /// About what a message of all this takes.
  std::size_t size() const { return body_.size() + text_.size() + attached_size_; }

  /// What text, fractions and BigInts count for beyond the values that they are.
  std::uint64_t extra_values() const { return values_; }

  void tag(std::uint8_t tag) { body_.byte(tag); }
  /// A tag and a count or another number behind it.
  void tag(std::uint8_t tag, std::uint64_t number) {
    body_.byte(tag);
    body_.varint(number);
  }

  void number(double number) {
    if (number >= -2147483648.0 && number <= 2147483647.0) {
      const auto whole = static_cast<std::int32_t>(number);
      if (whole == number && (whole != 0 || !std::signbit(number))) return integer(whole);
    }
    values_ += float_values;
    body_.tagged(tag::float64, canonical(number));
  }
  /// There are many NaNs in bits and one in JavaScript.
  static double canonical(double number) {
    return std::isnan(number) ? std::numeric_limits<double>::quiet_NaN() : number;
  }

  void string(std::string_view text) {
    const std::size_t units = text_.add(text);
    if (units > 0) values_ += text_values;
    if (units < 32) {
      body_.byte(static_cast<std::uint8_t>(tag::short_string + units));
    } else {
      tag(tag::string, units);
    }
  }

  void bigint(const BigInt& number);
  /// A Date, RegExp, boxed primitive, ArrayBuffer, Blob, File or port, with its tag.
  void object(const Value& value);

 private:
  void integer(std::int32_t number) {
    if (number >= 0 && number < 64) {
      body_.byte(static_cast<std::uint8_t>(tag::small_integer + number));
    } else if (number >= -128 && number < 128) {
      body_.tagged(tag::int8, static_cast<std::int8_t>(number));
    } else if (number >= -32768 && number < 32768) {
      body_.tagged(tag::int16, static_cast<std::int16_t>(number));
    } else {
      body_.tagged(tag::int32, number);
    }
  }

  void boxed(const Value& primitive);
  void buffer(const Value& value);
  /// Bytes as an ArrayBuffer that is not resizable.
  void bytes(std::span<const std::byte> bytes);

  std::array<std::byte, 512> first_;
  Output body_{first_};
  TextOutput text_;
  std::vector<std::span<const std::byte>> attached_;
  std::size_t attached_size_ = 0;  // with the table
  std::uint64_t values_ = 0;
};

}  // namespace cation::clone
