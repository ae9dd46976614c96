#pragma once

// Whether to wait awake for the next message. To fall asleep and to be woken takes longer than most
// messages do, and an answer often has the next question come at once: who stays awake for a moment
// hears it several times sooner. It costs a core's time, so it is only done as long as it pays.

#include <chrono>
#include <thread>

namespace cation::ipc {

class Patience {
 public:
  /// How long a wait lasts: what a process takes to hear a message and to answer it.
  static constexpr std::chrono::microseconds span{100};

  explicit Patience(unsigned cores = cores_here()) : is_alone_(cores == 1) {}

  /// Whether to wait now. Never where there is one core, which the other side needs.
  bool is_worth() {
    if (is_alone_) return false;
    if (resting_ == 0) return true;
    --resting_;
    return false;
  }

  /// Tells how a wait ended: whether something came while it lasted.
  void learn(bool came) {
    in_vain_ = came ? 0 : in_vain_ + 1;
    if (in_vain_ < tries) return;
    in_vain_ = 0;
    resting_ = rest;
  }

 private:
  // Two that both sleep find together only when both wait at the same time: some tries in a row.
  static constexpr int tries = 8;
  static constexpr int rest = 64;

  /// To ask the system takes long.
  static unsigned cores_here() {
    static const unsigned cores = std::thread::hardware_concurrency();
    return cores;
  }

  bool is_alone_;
  int in_vain_ = 0;
  int resting_ = 0;
};

}  // namespace cation::ipc
