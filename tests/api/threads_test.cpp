// What crosses threads.

#include <atomic>
#include <stdexcept>
#include <thread>

#include "app_fixture.h"

namespace cation {
namespace {

using namespace std::chrono_literals;

class Threads : public AppTest {};

TEST_F(Threads, WhatIsPostedFromManyThreadsRunsOnTheLoopsInOrder) {
  constexpr int per_thread = 2000;
  std::vector<int> next(4);
  int total = 0;
  bool ordered = true;
  std::vector<std::thread> threads;
  run([&](App& app) -> Task<> {
    Completion<bool> all;
    const auto loop = std::this_thread::get_id();
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&, t, all, poster = app.poster()] {
        for (int i = 0; i < per_thread; ++i) {
          poster.post([&, t, i, all] {
            ordered = ordered && next[t]++ == i && std::this_thread::get_id() == loop;
            if (++total == 4 * per_thread) all.complete(true);
          });
        }
      });
    }
    co_await all;
  });
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(ordered);
  EXPECT_EQ(total, 4 * per_thread);
}

TEST_F(Threads, PostersOutliveTheApp) {
  std::atomic<bool> stop = false;
  std::atomic<int> ran = 0;
  std::thread thread([&, poster = app->poster()] {
    while (!stop) poster.post([&] { ++ran; });
    EXPECT_FALSE(poster.post([] { ADD_FAILURE() << "it was run"; }));
  });
  run([&](App& app) -> Task<> {
    while (ran < 100) co_await app.sleep(1ms);
  });
  app.reset();
  stop = true;
  thread.join();
}

TEST_F(Threads, AFunctionOnThePoolGivesItsValue) {
  run([](App& app) -> Task<> {
    const auto loop = std::this_thread::get_id();
    auto elsewhere = app.run_blocking([loop] { return std::this_thread::get_id() != loop; });
    EXPECT_TRUE(co_await elsewhere);
    auto text = app.run_blocking([] { return std::string(1000, 'x'); });
    EXPECT_EQ((co_await text).size(), 1000u);
    auto nothing = app.run_blocking([] {});
    co_await nothing;
    auto refused = app.run_blocking([]() -> Result<int> { return fail("no"); });
    EXPECT_EQ((co_await refused).error().message, "no");
    bool caught = false;
    try {
      auto throws = app.run_blocking([]() -> int { throw std::runtime_error("on a thread"); });
      (void)co_await throws;
    } catch (const std::runtime_error&) {
      caught = true;
    }
    EXPECT_TRUE(caught);
  });
}

TEST_F(Threads, ValuesAreReadOnOtherThreads) {
  app->ipc_main().handle("count", [&](Value list) -> Task<std::size_t> {
    auto counting = app->run_blocking([list] {
      std::size_t sum = 0;
      for (const Value& item : list) sum += item.size();
      return sum;
    });
    co_return co_await counting;
  });
  run([](App& app) -> Task<> {
    auto contents = co_await page(app);
    std::vector<std::string> texts(200, "abc");
    EXPECT_EQ(co_await ask(contents, "invoke count", texts), Value(600));
  });
}

TEST_F(Threads, AFunctionWhoseTaskIsCancelledIsAskedToStop) {
  std::atomic<bool> begun = false;
  std::atomic<bool> stopped = false;
  run([&](App& app) -> Task<> {
    {
      auto task = app.run_blocking([&](std::stop_token stop) {
        begun = true;
        while (!stop.stop_requested()) std::this_thread::yield();
        stopped = true;
      });
      while (!begun) co_await app.sleep(1ms);
    }
    while (!stopped) co_await app.sleep(1ms);
  });
  EXPECT_TRUE(stopped);
}

TEST_F(Threads, TheEndOfTheAppStopsItsFunctionsAndWaitsForThem) {
  std::atomic<int> running = 0;
  for (int i = 0; i < 8; ++i) {
    app->spawn([](App& app, std::atomic<int>& running) -> Task<> {
      auto task = app.run_blocking([&](std::stop_token stop) {
        ++running;
        while (!stop.stop_requested()) std::this_thread::yield();
        --running;
      });
      co_await task;
    }(*app, running));
  }
  run([&](App& app) -> Task<> {
    while (running == 0) co_await app.sleep(1ms);
  });
  app.reset();
  EXPECT_EQ(running, 0);
}

}  // namespace
}  // namespace cation
