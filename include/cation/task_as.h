#pragma once

// What a script gives, in a type of the app's own.

#include <type_traits>
#include <utility>

#include "cation/result.h"
#include "cation/task.h"
#include "cation/value.h"

namespace cation::task {

/// An Error for a value that is no T.
template <typename T>
Task<Result<T>> as(Task<Result<Value>> running) {
  Result<Value> value = co_await running;
  if (!value) co_return std::unexpected(std::move(value.error()));
  if constexpr (std::is_void_v<T>) {
    co_return Result<void>();
  } else {
    co_return value->template to<T>();
  }
}

}  // namespace cation::task
