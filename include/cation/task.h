#pragma once

// A coroutine that is under way, and what it will give.
//
//   Task<int> answer(App app) {
//     co_await app.sleep(1s);
//     co_return 42;
//   }
//
// A Task runs from the moment it is called, up to its first wait. Whoever holds it owns it: to
// destroy a Task that waits cancels it, which destroys its local variables and whatever it awaits,
// and nothing more is heard of it. A Task is awaited by another (`int n = co_await answer(app);`),
// returned from a handler, or given to `App::spawn`, which keep it until it is done.
//
// Everything happens on the loop's thread, between two turns of it: a Task needs no locks. It must
// not be destroyed while it runs, by itself that is. A coroutine's arguments are best taken by
// value; what a lambda captures lives as long as the lambda, and handlers are kept by the library
// until their Tasks are done.
//
// What a coroutine throws is thrown where it is awaited, and reaches the page or
// `App::on_uncaught_error` in the end. Cation's own Tasks never throw: those that can fail give a
// Result.

#include <cassert>
#include <coroutine>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace cation {

template <typename T = void>
class Task;

namespace task {

struct PromiseBase {
  std::coroutine_handle<> waiting = nullptr;
  std::exception_ptr thrown;

  struct Final {
    bool await_ready() noexcept { return false; }
    template <typename Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> done) noexcept {
      auto waiting = done.promise().waiting;
      return waiting ? waiting : std::noop_coroutine();
    }
    void await_resume() noexcept {}
  };

  std::suspend_never initial_suspend() noexcept { return {}; }
  Final final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept { thrown = std::current_exception(); }
  void rethrow() {
    if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
  }
};

template <typename T>
struct Promise : PromiseBase {
  std::optional<T> value;

  Task<T> get_return_object();
  template <typename U = T>
    requires std::constructible_from<T, U>
  void return_value(U&& given) {
    value.emplace(std::forward<U>(given));
  }
  T take() {
    rethrow();
    assert(value && "a Task gives its value once");
    return *std::move(value);
  }
};

template <>
struct Promise<void> : PromiseBase {
  inline Task<void> get_return_object();
  void return_void() noexcept {}
  void take() { rethrow(); }
};

}  // namespace task

template <typename T>
class [[nodiscard]] Task {
 public:
  using promise_type = task::Promise<T>;

  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) cancel();
    handle_ = std::exchange(other.handle_, nullptr);
    return *this;
  }
  ~Task() { cancel(); }

  /// Whether it has come to its end.
  bool is_done() const noexcept { return !handle_ || handle_.done(); }
  /// Ends it where it waits. Nothing where it is done.
  void cancel() {
    if (auto handle = std::exchange(handle_, nullptr)) handle.destroy();
  }

  /// `co_await task` gives its value, once.
  auto operator co_await() noexcept {
    struct Awaiter {
      std::coroutine_handle<promise_type> handle;
      bool await_ready() const noexcept { return handle.done(); }
      void await_suspend(std::coroutine_handle<> waiting) noexcept {
        handle.promise().waiting = waiting;
      }
      T await_resume() { return handle.promise().take(); }
    };
    assert(handle_ && "a Task that was moved from or cancelled is awaited");
    return Awaiter{handle_};
  }

  /// The value of one that is done; throws what it has thrown. Once.
  T take() { return handle_.promise().take(); }

 private:
  friend promise_type;
  explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  std::coroutine_handle<promise_type> handle_;
};

namespace task {

template <typename T>
Task<T> Promise<T>::get_return_object() {
  return Task<T>(std::coroutine_handle<Promise>::from_promise(*this));
}

inline Task<void> Promise<void>::get_return_object() {
  return Task<void>(std::coroutine_handle<Promise>::from_promise(*this));
}

}  // namespace task

/// A Task of a function that is likely to be given a lambda or a list in braces. g++ 12 destroys
/// such temporaries twice where the call itself is awaited, and says nothing; so there it is
/// refused, and the Task needs a name:
///
///   auto reading = app.run_blocking([path] { return read(path); });
///   auto text = co_await reading;
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 14
template <typename T>
class [[nodiscard]] NamedTask : public Task<T> {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): it is the same.
  NamedTask(Task<T>&& task) noexcept : Task<T>(std::move(task)) {}
  auto operator co_await() & noexcept { return Task<T>::operator co_await(); }
  /// Give the Task a name, and await that.
  void operator co_await() && = delete;
};
#else
template <typename T>
using NamedTask = Task<T>;
#endif

namespace task {

/// What a Task gives; nothing where `type` is none.
template <typename Type>
struct Gives {};
template <typename Type>
  requires requires { typename Type::promise_type; }
struct Gives<Type> {
  using type = decltype(std::declval<Type&>().take());
};
template <typename Type>
concept IsTask = requires { typename Gives<Type>::type; };

}  // namespace task

}  // namespace cation
