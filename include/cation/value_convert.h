#pragma once

// How C++ types are read from a Value and made into one: what Value::to and Value::from rest on.
// Specialize `cation::Convert<T>` to add a type of your own:
//
//   template <> struct cation::Convert<Color> {
//     static cation::Result<Color> read(const cation::Value& value);
//     static cation::Value write(const Color& color);
//   };

#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <type_traits>
#include <unordered_map>

#include "cation/fields.h"
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

/// The items of an array or set as it is seen from C++; one that is kept by its entries is refused.
inline Result<std::span<const Value>> list(const Value& value) {
  if (!value.is_array() && !value.is_set()) return mismatch("an array", value);
  if (value.items().size() != value.size()) {
    return fail("expected an array without gaps and named properties", "ERR_INVALID_ARG_VALUE");
  }
  return value.items();
}

template <typename List, typename T>
Result<List> read_list(const Value& value) {
  auto items = list(value);
  if (!items) return std::unexpected(items.error());
  List result;
  if constexpr (requires { result.reserve(0); }) result.reserve(items->size());
  for (std::size_t i = 0; i < items->size(); ++i) {
    auto item = (*items)[i].template to<T>();
    if (!item) return within(at(i), std::move(item.error()));
    result.push_back(*std::move(item));
  }
  return result;
}

/// From a Map, or, where keys are strings, from an object.
template <typename M>
Result<M> read_map(const Value& value) {
  using Key = typename M::key_type;
  using Mapped = typename M::mapped_type;
  M result;
  if constexpr (std::constructible_from<Key, std::string_view>) {
    if (value.is_object()) {
      for (const auto& [key, item] : value.entries()) {
        auto mapped = item.template to<Mapped>();
        if (!mapped) return within(at(key), std::move(mapped.error()));
        result.insert_or_assign(Key(key), *std::move(mapped));
      }
      return result;
    }
  }
  if (!value.is_map()) return mismatch("a Map", value);
  std::size_t index = 0;
  for (const auto& [key, item] : value.pairs()) {
    auto read = key.template to<Key>();
    if (!read) return within(at(index), std::move(read.error()));
    auto mapped = item.template to<Mapped>();
    if (!mapped) return within(at(index), std::move(mapped.error()));
    result.insert_or_assign(*std::move(read), *std::move(mapped));
    ++index;
  }
  return result;
}

template <typename M>
Value write_map(const M& map) {
  if constexpr (std::convertible_to<typename M::key_type, std::string_view>) {
    std::vector<Value::Member> members;
    for (const auto& [key, item] : map) members.emplace_back(key, Value::from(item));
    return Value::object(members);
  } else {
    std::vector<Value::Pair> pairs;
    for (const auto& [key, item] : map) pairs.push_back({Value::from(key), Value::from(item)});
    return Value::map(std::move(pairs));
  }
}

template <typename Tuple>
Result<Tuple> read_tuple(const Value& value) {
  auto items = list(value);
  if (!items) return std::unexpected(items.error());
  constexpr std::size_t size = std::tuple_size_v<Tuple>;
  if (items->size() != size) {
    return fail("expected " + std::to_string(size) + " items, got " + std::to_string(items->size()),
                "ERR_INVALID_ARG_VALUE");
  }
  Tuple result;
  Error error;
  const auto read_one = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
    auto item = (*items)[I].template to<std::tuple_element_t<I, Tuple>>();
    if (!item) {
      error = within(at(I), std::move(item.error())).error();
      return false;
    }
    std::get<I>(result) = *std::move(item);
    return true;
  };
  const bool whole = [&]<std::size_t... I>(std::index_sequence<I...>) {
    return (read_one(std::integral_constant<std::size_t, I>{}) && ...);
  }(std::make_index_sequence<size>{});
  if (!whole) return std::unexpected(std::move(error));
  return result;
}

template <typename Tuple>
Value write_tuple(const Tuple& tuple) {
  return std::apply([](const auto&... item) { return Value::array({Value::from(item)...}); },
                    tuple);
}

template <typename T>
constexpr bool is_optional = false;
template <typename T>
constexpr bool is_optional<std::optional<T>> = true;

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
    const Value::BigInt big = value.bigint();
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

template <typename T>
struct Convert<std::vector<T>> {
  static Result<std::vector<T>> read(const Value& value) {
    return convert::read_list<std::vector<T>, T>(value);
  }
  static Value write(const std::vector<T>& list) {
    std::vector<Value> items;
    items.reserve(list.size());
    for (const auto& item : list) items.push_back(Value::from(static_cast<const T&>(item)));
    return Value::array(std::move(items));
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

template <typename T, std::size_t N>
struct Convert<std::array<T, N>> {
  static Result<std::array<T, N>> read(const Value& value) {
    return convert::read_tuple<std::array<T, N>>(value);
  }
  static Value write(const std::array<T, N>& list) { return convert::write_tuple(list); }
};

template <typename A, typename B>
struct Convert<std::pair<A, B>> {
  static Result<std::pair<A, B>> read(const Value& value) {
    return convert::read_tuple<std::pair<A, B>>(value);
  }
  static Value write(const std::pair<A, B>& pair) { return convert::write_tuple(pair); }
};

template <typename... T>
struct Convert<std::tuple<T...>> {
  static Result<std::tuple<T...>> read(const Value& value) {
    return convert::read_tuple<std::tuple<T...>>(value);
  }
  static Value write(const std::tuple<T...>& tuple) { return convert::write_tuple(tuple); }
};

template <typename K, typename V>
struct Convert<std::map<K, V>> {
  static Result<std::map<K, V>> read(const Value& value) {
    return convert::read_map<std::map<K, V>>(value);
  }
  static Value write(const std::map<K, V>& map) { return convert::write_map(map); }
};

template <typename K, typename V>
struct Convert<std::unordered_map<K, V>> {
  static Result<std::unordered_map<K, V>> read(const Value& value) {
    return convert::read_map<std::unordered_map<K, V>>(value);
  }
  static Value write(const std::unordered_map<K, V>& map) { return convert::write_map(map); }
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

/// A plain struct, by the names of its fields. A field that is an optional may be missing.
template <typename T>
  requires fields::Plain<T>
struct Convert<T> {
  static Result<T> read(const Value& value) {
    if (!value.is_object() && !value.is_error()) return convert::mismatch("an object", value);
    T result{};
    Error error;
    const auto read_one = [&](std::string_view name, auto& field) {
      using Field = std::remove_cvref_t<decltype(field)>;
      auto read = value[name].template to<Field>();
      if (!read) {
        error = convert::within(convert::at(name), std::move(read.error())).error();
        return false;
      }
      field = *std::move(read);
      return true;
    };
    if (!fields::every(result, read_one)) return std::unexpected(std::move(error));
    return result;
  }
  static Value write(const T& object) {
    std::vector<Value::Member> members;
    fields::every(object, [&](std::string_view name, const auto& field) {
      using Field = std::remove_cvref_t<decltype(field)>;
      bool present = true;
      if constexpr (convert::is_optional<Field>) present = field.has_value();
      if (present) members.emplace_back(name, Value::from(field));
      return true;
    });
    return Value::object(members);
  }
};

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
