#pragma once

// How a function of the app's own types answers a page: what IpcMain::on and handle rest on. The
// arguments that a page gives are read into the function's parameters, and what it returns is
// written as a Value.
//
//   [](int a, int b) { return a + b; }                          // two whole numbers
//   [](Event& event, std::string name) { … }                    // and who has sent
//   [](User user, std::optional<int> limit) -> Result<Page> …   // an object; one that may be left
//   out
//   [](std::string text) -> Task<int> …                         // a coroutine
//   [](std::string format, std::span<const Value> more) { … }   // and as many as there are
//
// Parameters are whatever Value::to reads (cation/value.h); a struct of your own is read by the
// names of its fields, or by a specialization of Convert. Views (std::string_view, std::span) live
// until the function has returned, or its Task is done.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "cation/event.h"
#include "cation/result.h"
#include "cation/task.h"
#include "cation/value.h"

namespace cation::call {

/// What a function said: nothing (it returns void), a value, an error, or later.
using Answer = std::variant<std::monostate, Value, Error, Task<Result<Value>>>;
/// A function of any type, ready to be called with a message's arguments.
using Function = std::function<Answer(Event&, const Value& arguments)>;

// ---- what a function takes and returns ----

template <typename F>
struct Signature;
template <typename R, typename... P>
struct Signature<R (*)(P...)> {
  using Return = R;
  using Parameters = std::tuple<P...>;
};
template <typename R, typename... P>
struct Signature<R (*)(P...) noexcept> : Signature<R (*)(P...)> {};
template <typename C, typename R, typename... P>
struct Signature<R (C::*)(P...)> : Signature<R (*)(P...)> {};
template <typename C, typename R, typename... P>
struct Signature<R (C::*)(P...) const> : Signature<R (*)(P...)> {};
template <typename C, typename R, typename... P>
struct Signature<R (C::*)(P...) noexcept> : Signature<R (*)(P...)> {};
template <typename C, typename R, typename... P>
struct Signature<R (C::*)(P...) const noexcept> : Signature<R (*)(P...)> {};
template <typename F>
  requires requires { &F::operator(); }
struct Signature<F> : Signature<decltype(&F::operator())> {};

template <typename F>
concept Callable = requires { typename Signature<F>::Parameters; };

template <typename List>
struct Split {
  static constexpr bool takes_event = false;
  using Rest = List;
};
template <typename... P>
struct Split<std::tuple<Event&, P...>> {
  static constexpr bool takes_event = true;
  using Rest = std::tuple<P...>;
};

using Remaining = std::span<const Value>;

template <typename P>
constexpr bool is_optional = false;
template <typename T>
constexpr bool is_optional<std::optional<T>> = true;

/// The types that arguments are read into.
template <typename List>
struct Read;
template <typename... P>
struct Read<std::tuple<P...>> {
  static_assert(((!std::is_lvalue_reference_v<P> || std::is_const_v<std::remove_reference_t<P>>) &&
                 ...),
                "a parameter is taken by value or const reference; an Event& comes first");
  using Arguments = std::tuple<std::remove_cvref_t<P>...>;
  static constexpr std::size_t most = sizeof...(P);
  static constexpr bool takes_rest = [] {
    if constexpr (most == 0) {
      return false;
    } else {
      return std::same_as<std::tuple_element_t<most - 1, Arguments>, Remaining>;
    }
  }();
  /// How many must be given: those at the end that are optional may be left out.
  static constexpr std::size_t least = [] {
    constexpr bool optional[] = {is_optional<std::remove_cvref_t<P>>..., false};
    std::size_t count = takes_rest ? most - 1 : most;
    while (count > 0 && optional[count - 1]) --count;
    return count;
  }();
};

// ---- arguments ----

/// "expected 2 arguments, got 3"
[[gnu::visibility("default")]] Error wrong_count(std::size_t least, std::size_t most,
                                                 bool takes_rest, std::size_t given);
/// "argument 2: expected a number, got a string"
[[gnu::visibility("default")]] Error wrong_argument(std::size_t index, Error error);

template <typename T>
Result<T> read_argument(const Value& arguments, std::size_t index) {
  if constexpr (std::same_as<T, Remaining>) {
    auto all = arguments.items();
    return all.subspan(std::min(index, all.size()));
  } else {
    auto value = arguments[index].template to<T>();
    if (!value) return std::unexpected(wrong_argument(index, std::move(value.error())));
    return value;
  }
}

/// The arguments, or the first error among them.
template <typename Parameters>
Result<typename Read<Parameters>::Arguments> read_arguments(const Value& arguments) {
  using Types = Read<Parameters>;
  using Arguments = typename Types::Arguments;
  const std::size_t given = arguments.size();
  if (given < Types::least || (given > Types::most && !Types::takes_rest))
    return std::unexpected(wrong_count(Types::least, Types::most, Types::takes_rest, given));
  return [&]<std::size_t... I>(std::index_sequence<I...>) -> Result<Arguments> {
    std::tuple<Result<std::tuple_element_t<I, Arguments>>...> read{
        read_argument<std::tuple_element_t<I, Arguments>>(arguments, I)...};
    const Error* wrong = nullptr;
    ((wrong = wrong ? wrong : (std::get<I>(read) ? nullptr : &std::get<I>(read).error())), ...);
    if (wrong) return std::unexpected(*wrong);
    return Arguments(*std::move(std::get<I>(read))...);
  }(std::make_index_sequence<Types::most>{});
}

// ---- what comes back ----

template <typename T>
constexpr bool is_result = false;
template <typename T>
constexpr bool is_result<Result<T>> = true;

/// A value or a Result as a Result<Value>.
template <typename T>
Result<Value> to_result(T&& given) {
  using Given = std::remove_cvref_t<T>;
  if constexpr (is_result<Given>) {
    if (!given) return std::unexpected(std::move(given.error()));
    if constexpr (std::is_void_v<typename Given::value_type>) {
      return Value();
    } else {
      return Value::from(*given);
    }
  } else {
    return Value::from(given);
  }
}

template <typename F, typename Arguments>
decltype(auto) apply(F& function, [[maybe_unused]] Event& event, Arguments& arguments) {
  return std::apply(
      [&](auto&... argument) -> decltype(auto) {
        if constexpr (Split<typename Signature<F>::Parameters>::takes_event) {
          return function(event, std::move(argument)...);
        } else {
          return function(std::move(argument)...);
        }
      },
      arguments);
}

/// Keeps all that a coroutine was given until it is done.
template <typename F, typename Arguments>
Task<Result<Value>> run(std::shared_ptr<F> function, Event event, [[maybe_unused]] Value message,
                        Arguments arguments) {
  using Given = typename Signature<F>::Return;
  auto task = apply(*function, event, arguments);
  if constexpr (std::is_void_v<typename task::Gives<Given>::type>) {
    co_await task;
    co_return Value();
  } else {
    auto given = co_await task;
    co_return to_result(std::move(given));
  }
}

/// Makes a function of the app's types one that takes a message.
template <typename F>
Function adapt(F given) {
  static_assert(Callable<F>,
                "a function with one list of parameters is needed, whose types are written out: "
                "not one with `auto` or with overloads");
  using Return = typename Signature<F>::Return;
  using Parameters = typename Split<typename Signature<F>::Parameters>::Rest;
  // Shared: a Task may outlive the channel's handler.
  return [function = std::make_shared<F>(std::move(given))](Event& event,
                                                            const Value& message) -> Answer {
    auto arguments = read_arguments<Parameters>(message);
    if (!arguments) return std::move(arguments.error());
    if constexpr (task::IsTask<Return>) {
      return run(function, event, message, *std::move(arguments));
    } else if constexpr (std::is_void_v<Return>) {
      apply(*function, event, *arguments);
      return std::monostate();
    } else {
      auto result = to_result(apply(*function, event, *arguments));
      if (!result) return std::move(result.error());
      return *std::move(result);
    }
  };
}

}  // namespace cation::call
