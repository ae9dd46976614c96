#pragma once

// What a message to a page carries, made of values of any types that Value::from writes.

#include <vector>

#include "cation/value.h"

namespace cation::call {

/// One array, the arguments of the page's listener.
template <typename... T>
Value to_arguments(const T&... argument) {
  std::vector<Value> values;
  values.reserve(sizeof...(T));
  (values.push_back(Value::from(argument)), ...);
  return Value::array(std::move(values));
}

}  // namespace cation::call
