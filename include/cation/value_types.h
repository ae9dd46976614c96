#pragma once

// The kinds of values, and what tells values of one kind apart. See value.h.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cation {

enum class Type : std::uint8_t {
  undefined,
  null,
  boolean,
  number,
  string,
  bigint,
  date,
  regexp,
  boxed,   // new Number(1) and its like
  buffer,  // ArrayBuffer
  view,    // a typed array or DataView
  blob,
  file,
  port,  // a MessagePort
  array,
  object,
  map,
  set,
  error,
};

/// The word for a type in messages to people, such as "an array".
[[gnu::visibility("default")]] std::string_view name_of(Type type);

enum class ViewKind : std::uint8_t {
  int8,
  uint8,
  uint8_clamped,
  int16,
  uint16,
  int32,
  uint32,
  float32,
  float64,
  bigint64,
  biguint64,
  data_view,
  /// As many bytes as a uint16; C++ has no type for its elements yet.
  float16,
};

enum class ErrorKind : std::uint8_t {
  error,
  eval_error,
  range_error,
  reference_error,
  syntax_error,
  type_error,
  uri_error,
  aggregate_error,
  dom_exception,
};

/// The bytes of one element.
constexpr std::size_t element_size(ViewKind kind) {
  switch (kind) {
    case ViewKind::int16:
    case ViewKind::uint16:
    case ViewKind::float16:
      return 2;
    case ViewKind::int32:
    case ViewKind::uint32:
    case ViewKind::float32:
      return 4;
    case ViewKind::float64:
    case ViewKind::bigint64:
    case ViewKind::biguint64:
      return 8;
    default:
      return 1;
  }
}

/// What a RegExp is made of.
struct RegExp {
  std::string_view source;
  std::string_view flags;
};

struct BigInt {
  bool negative = false;
  /// The absolute value, lowest byte first, without zeroes at the end; empty for 0.
  std::span<const std::byte> magnitude;
};

struct Blob {
  /// A media type; may be empty.
  std::string_view type;
  std::span<const std::byte> bytes;
};

struct File {
  std::string_view name;
  std::string_view type;
  /// Milliseconds since 1970, a whole number.
  double last_modified = 0;
  std::span<const std::byte> bytes;
};

/// A MessagePort that was transferred with a message: its place among those. The port itself
/// travels beside the message, and the one who gives out the message knows what it has become.
struct Port {
  std::uint32_t place = 0;

  bool operator==(const Port&) const = default;
};

}  // namespace cation
