#pragma once

// Reads what main sends.

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include "cation/result.h"
#include "cation/value.h"

namespace cation::shell {

/// The text of a string as GLib and GTK take it: valid UTF-8 without zero bytes; what is not
/// becomes U+FFFD. Empty for a value of another type.
std::string text_of(const Value& value);

/// The text of a string; nothing for a value of another type.
std::optional<std::string> optional_text(const Value& value);

/// A whole number from main, or an Error that names it.
template <std::integral Number>
Result<Number> number_of(const Value& value, std::string_view name) {
  auto number = value.to<Number>();
  if (!number)
    return fail(std::string(name) + ": " + number.error().message, "ERR_INVALID_ARG_TYPE");
  return *number;
}

/// A number of pixels, which JavaScript may give as a fraction; nothing where there is none.
std::optional<int> optional_pixels(const Value& value);

}  // namespace cation::shell
