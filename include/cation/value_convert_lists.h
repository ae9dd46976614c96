#pragma once

// How lists, tuples and maps of C++ are read from a Value and made into one. Included by
// value_convert.h.

#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cation/value_convert.h"

namespace cation {

namespace convert {

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

}  // namespace convert

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

}  // namespace cation
