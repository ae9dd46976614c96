#pragma once

// How C++ types are read from a Value and made into one: what Value::to and Value::from rest on.
// Specialize `cation::Convert<T>` to add a type of your own:
//
//   template <> struct cation::Convert<Color> {
//     static cation::Result<Color> read(const cation::Value& value);
//     static cation::Value write(const Color& color);
//   };

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cation/value.h"

namespace cation {

template <typename T>
struct Convert;

namespace convert {

inline std::unexpected<Error> mismatch(std::string_view wanted, const Value& value) {
  return fail("expected " + std::string(wanted) + ", got " + std::string(name_of(value.type())),
              "ERR_INVALID_ARG_TYPE");
}

inline bool has_bytes(const Value& value) {
  return value.is_buffer() || value.is_view() || value.is_blob() || value.is_file();
}

/// An error of a part, with the way to it in front: `.user[2]: expected a number, got a string`.
inline std::unexpected<Error> within(const std::string& step, Error error) {
  const bool path = error.message.starts_with('.') || error.message.starts_with('[');
  error.message = step + (path ? "" : ": ") + error.message;
  return std::unexpected<Error>(std::move(error));
}

inline std::string at(std::size_t index) { return '[' + std::to_string(index) + ']'; }
inline std::string at(std::string_view key) { return '.' + std::string(key); }

}  // namespace convert

template <>
struct Convert<Value> {
  static Result<Value> read(const Value& value) { return value; }
  static Value write(const Value& value) { return value; }
};

template <>
struct Convert<bool> {
  static Result<bool> read(const Value& value) {
    if (!value.is_bool()) return convert::mismatch("a boolean", value);
    return value.boolean();
  }
  static Value write(bool value) { return value; }
};

/// The number in a number; NaN and the infinities too.
template <std::floating_point T>
struct Convert<T> {
  static Result<T> read(const Value& value) {
    if (!value.is_number()) return convert::mismatch("a number", value);
    return static_cast<T>(value.number());
  }
  static Value write(T value) { return value; }
};

/// A whole number in the range of the type, from a number or a bigint. Written as a number.
template <std::integral T>
  requires(!std::same_as<T, bool>)
struct Convert<T> {
  static Result<T> read(const Value& value) {
    if (value.is_bigint()) return read_bigint(value);
    if (!value.is_number()) return convert::mismatch("a number", value);
    const double number = value.number();
    // Both bounds are powers of two (or 0), which a double holds exactly.
    const double low = static_cast<double>(std::numeric_limits<T>::min());
    const double high = std::ldexp(1.0, std::numeric_limits<T>::digits);
    if (!(number >= low && number < high) || number != std::trunc(number)) return range();
    return static_cast<T>(number);
  }
  static Value write(T value) { return value; }

 private:
  static Result<T> read_bigint(const Value& value) {
    const BigInt big = value.bigint();
    if (big.magnitude.size() > sizeof(std::uint64_t)) return range();
    std::uint64_t magnitude = 0;
    for (std::size_t i = big.magnitude.size(); i-- > 0;) {
      magnitude = magnitude << 8 | std::to_integer<std::uint64_t>(big.magnitude[i]);
    }
    const auto high = static_cast<std::uint64_t>(std::numeric_limits<T>::max());
    if (!big.negative) {
      if (magnitude > high) return range();
      return static_cast<T>(magnitude);
    }
    if (!std::signed_integral<T> || magnitude > high + 1) return range();
    return static_cast<T>(~magnitude + 1);
  }
  static std::unexpected<Error> range() {
    return fail("expected a whole number from " + std::to_string(std::numeric_limits<T>::min()) +
                    " to " + std::to_string(std::numeric_limits<T>::max()),
                "ERR_OUT_OF_RANGE");
  }
};

template <>
struct Convert<std::string_view> {
  static Result<std::string_view> read(const Value& value) {
    if (!value.is_string()) return convert::mismatch("a string", value);
    return value.text();
  }
  static Value write(std::string_view value) { return value; }
};

template <>
struct Convert<std::string> {
  static Result<std::string> read(const Value& value) {
    if (!value.is_string()) return convert::mismatch("a string", value);
    return std::string(value.text());
  }
  static Value write(const std::string& value) { return value; }
};

/// undefined and null are no value.
template <typename T>
struct Convert<std::optional<T>> {
  static Result<std::optional<T>> read(const Value& value) {
    if (value.is_nothing()) return std::optional<T>();
    auto result = value.to<T>();
    if (!result) return std::unexpected(std::move(result.error()));
    return std::optional<T>(*std::move(result));
  }
  static Value write(const std::optional<T>& value) {
    return value ? Value::from(*value) : Value();
  }
};

/// The bytes of a buffer, view, Blob or File; written as a Uint8Array.
template <>
struct Convert<std::vector<std::byte>> {
  static Result<std::vector<std::byte>> read(const Value& value) {
    if (!convert::has_bytes(value)) return convert::mismatch("bytes", value);
    return std::vector<std::byte>(value.bytes().begin(), value.bytes().end());
  }
  static Value write(const std::vector<std::byte>& bytes) { return Value::bytes(bytes); }
};

template <>
struct Convert<std::span<const std::byte>> {
  static Result<std::span<const std::byte>> read(const Value& value) {
    if (!convert::has_bytes(value)) return convert::mismatch("bytes", value);
    return value.bytes();
  }
  static Value write(std::span<const std::byte> bytes) { return Value::bytes(bytes); }
};

template <>
struct Convert<std::chrono::system_clock::time_point> {
  static Result<std::chrono::system_clock::time_point> read(const Value& value) {
    const double time = value.milliseconds();
    if (!value.is_date() || std::isnan(time)) return convert::mismatch("a valid date", value);
    // The clock counts in nanoseconds and spans 584 years; a date spans 550,000.
    using Clock = std::chrono::system_clock;
    using Milliseconds = std::chrono::duration<double, std::milli>;
    if (Milliseconds(time) <
            Clock::time_point::min().time_since_epoch() + std::chrono::seconds(1) ||
        Milliseconds(time) >
            Clock::time_point::max().time_since_epoch() - std::chrono::seconds(1)) {
      return fail("the date is out of the clock's range", "ERR_OUT_OF_RANGE");
    }
    return Clock::time_point(std::chrono::milliseconds(static_cast<std::int64_t>(time)));
  }
  static Value write(std::chrono::system_clock::time_point time) { return Value::date(time); }
};

}  // namespace cation

#include "cation/value_convert_lists.h"   // IWYU pragma: export
#include "cation/value_convert_struct.h"  // IWYU pragma: export

namespace cation {

template <typename T>
Result<T> Value::to() const {
  return Convert<T>::read(*this);
}

template <typename T>
Value Value::from(const T& value) {
  if constexpr (requires { Convert<T>::write(value); })
    return Convert<T>::write(value);
  else
    return Value(value);
}

}  // namespace cation
