#pragma once

// Errors of C++ as those of a page, and back.

#include <exception>

#include "cation/result.h"
#include "cation/value.h"

namespace cation::api {

/// The error that a page gets: of JavaScript's class for its code, with the code as a property.
Value to_value(const Error& error);
/// What a page's script has thrown: "TypeError: null is not an object", with its code.
Error to_error(const Value& thrown);
/// What C++ code has thrown.
Error to_error(const std::exception_ptr& thrown);

/// "Object has been destroyed": what is asked of a window, page or document that is gone.
Error destroyed();

/// A line on the standard error output, after the name of the system.
void tell(const std::string& line);

}  // namespace cation::api
