#pragma once

// How a plain struct is read from a Value and made into one. Included by value_convert.h.

#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cation/fields.h"
#include "cation/value_convert.h"

namespace cation {

namespace convert {

template <typename T>
constexpr bool is_optional = false;
template <typename T>
constexpr bool is_optional<std::optional<T>> = true;

}  // namespace convert

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

}  // namespace cation
