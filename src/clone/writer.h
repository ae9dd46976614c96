#pragma once

// Writes what has no parts: numbers, strings, bigints. Tags and numbers go to the body, the
// characters of strings to the text.

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include "cation/value.h"
#include "clone/output.h"
#include "clone/text_output.h"
#include "clone/wire.h"

namespace cation::clone {

class Writer {
 public:
  Output& body() { return body_; }
  TextOutput& text() { return text_; }
  std::size_t size() const { return body_.size() + text_.size(); }

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
    body_.tagged(tag::float64, canonical(number));
  }
  /// There are many NaNs in bits and one in JavaScript.
  static double canonical(double number) {
    return std::isnan(number) ? std::numeric_limits<double>::quiet_NaN() : number;
  }

  void string(std::string_view text) {
    const std::size_t units = text_.add(text);
    if (units < 32) {
      body_.byte(static_cast<std::uint8_t>(tag::short_string + units));
    } else {
      tag(tag::string, units);
    }
  }

  void bigint(const Value::BigInt& number) {
    body_.varint(static_cast<std::uint64_t>(number.magnitude.size()) << 1 | number.negative);
    body_.bytes(number.magnitude);
  }

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

  std::array<std::byte, 512> first_;
  Output body_{first_};
  TextOutput text_;
};

}  // namespace cation::clone
