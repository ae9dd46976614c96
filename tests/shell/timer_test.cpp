#include "shell/timer.h"

#include <gtest/gtest.h>

#include <memory>

namespace cation::shell {
namespace {

/// All that is due now, and nothing that is not.
void run_loop() {
  while (g_main_context_iteration(nullptr, FALSE) != FALSE) {
  }
}

TEST(Timer, RunsOnceAndMayStartItselfAnew) {
  Timer timer;
  int runs = 0;
  timer.once(0, [&] {
    EXPECT_FALSE(timer.runs());
    if (++runs < 3) timer.when_idle([&] { ++runs; });
  });
  EXPECT_TRUE(timer.runs());
  while (timer.runs()) g_main_context_iteration(nullptr, TRUE);
  EXPECT_EQ(runs, 2);
}

TEST(Timer, RunsAgainAndAgainUntilItStopsItself) {
  Timer timer;
  int runs = 0;
  timer.every(0, [&] {
    if (++runs == 5) timer.stop();
  });
  while (timer.runs()) g_main_context_iteration(nullptr, TRUE);
  run_loop();
  EXPECT_EQ(runs, 5);
}

TEST(Timer, WhatItDoesMayEndIt) {
  for (const bool again : {false, true}) {
    auto timer = std::make_unique<Timer>();
    // Read by the act after the timer has gone.
    const auto shared = std::make_shared<int>(0);
    const auto act = [&timer, count = shared] {
      timer.reset();
      ++*count;
    };
    again ? timer->every(0, act) : timer->once(0, act);
    while (timer) g_main_context_iteration(nullptr, TRUE);
    EXPECT_EQ(*shared, 1);
  }
}

TEST(Timer, DoesNothingWhenItHasEndedOrWasStoppedOrHasAnotherThingToDo) {
  int runs = 0;
  {
    Timer ends;
    ends.when_idle([&] { ++runs; });
  }
  Timer stops;
  stops.once(0, [&] { ++runs; });
  stops.stop();
  Timer does_another;
  does_another.when_idle([&] { ++runs; });
  does_another.when_idle([&] { runs += 10; });
  while (does_another.runs()) g_main_context_iteration(nullptr, TRUE);
  run_loop();
  EXPECT_EQ(runs, 10);
}

}  // namespace
}  // namespace cation::shell
