#pragma once

// The fields of a plain struct (an aggregate without base classes and C arrays), with their names:
// how a struct becomes an object and back without a macro. Up to 16 fields.
//
// C++23 has no reflection. The names are read from the compiler's own text for a function whose
// template argument points to a field, which g++ and clang both write.

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cation::fields {

namespace detail {

/// Converts to anything but the struct itself, which would count as a copy.
template <typename T>
struct Any {
  template <typename U>
    requires(!std::same_as<std::remove_cvref_t<U>, T>)
  operator U() const;
};

template <typename T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
  return requires { T{(static_cast<void>(I), Any<T>{})...}; };
}

template <typename T, std::size_t N = 17>
constexpr std::size_t count() {
  if constexpr (takes<T>(std::make_index_sequence<N>{}))
    return N;
  else if constexpr (N == 0)
    return 0;
  else
    return count<T, N - 1>();
}

/// References to the fields.
template <typename T>
constexpr auto tie(T& object) {
  constexpr std::size_t n = count<std::remove_const_t<T>>();
  static_assert(n >= 1 && n <= 16, "a struct of 1 to 16 fields is needed");
  if constexpr (n == 1) {
    auto& [a] = object;
    return std::tie(a);
  } else if constexpr (n == 2) {
    auto& [a, b] = object;
    return std::tie(a, b);
  } else if constexpr (n == 3) {
    auto& [a, b, c] = object;
    return std::tie(a, b, c);
  } else if constexpr (n == 4) {
    auto& [a, b, c, d] = object;
    return std::tie(a, b, c, d);
  } else if constexpr (n == 5) {
    auto& [a, b, c, d, e] = object;
    return std::tie(a, b, c, d, e);
  } else if constexpr (n == 6) {
    auto& [a, b, c, d, e, f] = object;
    return std::tie(a, b, c, d, e, f);
  } else if constexpr (n == 7) {
    auto& [a, b, c, d, e, f, g] = object;
    return std::tie(a, b, c, d, e, f, g);
  } else if constexpr (n == 8) {
    auto& [a, b, c, d, e, f, g, h] = object;
    return std::tie(a, b, c, d, e, f, g, h);
  } else if constexpr (n == 9) {
    auto& [a, b, c, d, e, f, g, h, i] = object;
    return std::tie(a, b, c, d, e, f, g, h, i);
  } else if constexpr (n == 10) {
    auto& [a, b, c, d, e, f, g, h, i, j] = object;
    return std::tie(a, b, c, d, e, f, g, h, i, j);
  } else if constexpr (n == 11) {
    auto& [a, b, c, d, e, f, g, h, i, j, k] = object;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k);
  } else if constexpr (n == 12) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l] = object;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l);
  } else if constexpr (n == 13) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m] = object;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m);
  } else if constexpr (n == 14) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, o] = object;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, o);
  } else if constexpr (n == 15) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, o, p] = object;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p);
  } else {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q] = object;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q);
  }
}

/// Holds a T without making one.
template <typename T>
union Place {
  char none;
  T object;
  constexpr Place() : none() {}
  constexpr ~Place() {}
};
template <typename T>
inline constexpr Place<T> place{};

template <auto Pointer>
constexpr std::string_view name() {
  // "… [with auto Pointer = (& place<S>.Place<S>::object.S::field); …]", or "&place.object.field"
  std::string_view text = __PRETTY_FUNCTION__;
  const std::size_t begin = text.find("Pointer = ");
  text = text.substr(begin, text.find_first_of(";]", begin) - begin);
  while (!text.empty() && (text.back() == ')' || text.back() == ' ')) text.remove_suffix(1);
  return text.substr(text.find_last_of(".:") + 1);
}
/// Found once, by the compiler.
template <auto Pointer>
inline constexpr std::string_view name_of = name<Pointer>();

}  // namespace detail

/// What counts as a plain struct here.
template <typename T>
concept Plain = std::is_class_v<T> && std::is_aggregate_v<T> && !std::is_empty_v<T>;

/// Calls `visit(name, field)` for each field in order, until one answers false; whether none did.
template <typename T, typename Visit>
constexpr bool every(T& object, Visit&& visit) {
  using Struct = std::remove_const_t<T>;
  auto fields = detail::tie(object);
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return (visit(detail::name_of<&std::get<I>(detail::tie(detail::place<Struct>.object))>,
                  std::get<I>(fields)) &&
            ...);
  }(std::make_index_sequence<detail::count<Struct>()>{});
}

}  // namespace cation::fields
