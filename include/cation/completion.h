#pragma once

// The way from a callback to a coroutine:
//
//   Task<Result<Reply>> ask(Client& client) {
//     Completion<Result<Reply>> completion;
//     client.request([completion](Result<Reply> reply) { completion.complete(std::move(reply)); });
//     co_return co_await completion;
//   }
//
// All copies stand for the same one. The first `complete` counts and resumes whoever waits, before
// it returns; when that one has been cancelled meanwhile, it does nothing. On the loop's thread:
// from another one, go through App::post.

#include <cassert>
#include <coroutine>
#include <memory>
#include <optional>
#include <utility>

namespace cation {

template <typename T>
class Completion {
  struct State {
    std::optional<T> value;
    std::coroutine_handle<> waiting = nullptr;
  };

 public:
  /// Gives the value.
  void complete(T value) const {
    // What is resumed may let go of the last Completion.
    auto state = state_;
    if (state->value) return;
    state->value.emplace(std::move(value));
    if (auto waiting = std::exchange(state->waiting, nullptr)) waiting.resume();
  }
  bool is_complete() const { return state_->value.has_value(); }

  class Awaiter {
   public:
    explicit Awaiter(std::shared_ptr<State> state) : state_(std::move(state)) {}
    Awaiter(const Awaiter&) = delete;
    Awaiter& operator=(const Awaiter&) = delete;
    ~Awaiter() { state_->waiting = nullptr; }
    bool await_ready() const noexcept { return state_->value.has_value(); }
    void await_suspend(std::coroutine_handle<> waiting) noexcept {
      assert(!state_->waiting && "one coroutine waits for a Completion");
      state_->waiting = waiting;
    }
    T await_resume() { return *std::move(state_->value); }

   private:
    std::shared_ptr<State> state_;
  };
  /// Waits for the value; by one coroutine, once.
  Awaiter operator co_await() const { return Awaiter(state_); }

 private:
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace cation
