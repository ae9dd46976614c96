#pragma once

// How every fallible call of Cation answers: with a value or with an Error.
// No exception is thrown by the library, and none is needed from its users.

#include <expected>
#include <string>
#include <utility>

namespace cation {

/// What went wrong, and what to do about it.
struct Error {
  /// A sentence for a person.
  std::string message;
  /// A word for a program, such as "ERR_LINK_CLOSED"; empty where nobody would branch on it.
  std::string code;

  bool operator==(const Error&) const = default;
};

template <typename T = void>
using Result = std::expected<T, Error>;

/// `return fail("…");` in a function that returns any Result.
[[nodiscard]] inline std::unexpected<Error> fail(std::string message, std::string code = {}) {
  return std::unexpected<Error>(Error{std::move(message), std::move(code)});
}

}  // namespace cation
