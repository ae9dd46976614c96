// What ports may keep, and the turns in which it is given.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <thread>

#include "ipc/limits.h"
#include "ipc/ports.h"
#include "ports_fixture.h"

namespace cation::ipc {
namespace {

using ::testing::ElementsAre;

TEST_F(PortsTest, WhatWaitsForAPortHasABound) {
  const auto [a, b] = ports.create();
  const std::vector<std::byte> large(Ports::max_waiting_bytes / 2);
  EXPECT_TRUE(ports.post(a, large, {}));
  EXPECT_TRUE(ports.post(a, large, {}));
  auto refused = ports.post(a, large, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "ERR_PORT_FULL");
  ports.start(b);
  deliver();
  EXPECT_TRUE(ports.post(a, large, {}));
}

TEST_F(PortsTest, PortsWithinPortsWithinPortsNeedNoStack) {
  auto [a, first] = ports.create();
  PortId outer = first;
  std::vector<PortId> senders{a};
  for (int i = 0; i < 50'000; ++i) {
    auto [c, d] = ports.create();
    ASSERT_TRUE(post(c, "x", {outer}));
    senders.push_back(c);
    outer = d;
  }
  give(page, outer);
  EXPECT_EQ(sent[page].size(), 50'000u);
  ports.on_frame_gone(page);
  for (PortId port : senders) ports.close(port);
  deliver();
  EXPECT_EQ(ports.count(), 0u);
}

TEST_F(PortsTest, WhatWaitsOfOneRendererHasABoundWhateverPortsItIsFor) {
  const std::string large(max_kept_bytes / 4, 'x');
  std::uint32_t taken = 0;
  for (std::uint32_t number = 1; number < 20; number += 2) {
    const auto got = ports.take(page, std::vector{PortEntry{number, 0, 0}});
    ASSERT_TRUE(got);
    ASSERT_TRUE(say(page, number, 0, large));
    if (ports.holds(got->at(0))) ports.start(got->at(0));
    taken = number;
  }
  EXPECT_EQ(taken, 19u);
  deliver();
  const auto log = take_log();
  EXPECT_LT(std::ranges::count_if(log, [](auto& line) { return line.contains(" got "); }), 4);
  EXPECT_GT(std::ranges::count_if(log, [](auto& line) { return line.contains(" closed"); }), 5);
}

TEST_F(PortsTest, WhatWaitsOfProcessesThatHaveGoneHasABoundToo) {
  const std::string large(max_kept_bytes / 2, 'x');
  std::vector<PortId> receivers;
  for (std::uint32_t renderer = 50; renderer < 56; ++renderer) {
    const FrameKey frame{renderer, 1};
    receivers.push_back(ports.take(frame, std::vector{PortEntry{1, 0, 0}})->at(0));
    ASSERT_TRUE(say(frame, 1, 0, large));
    ports.on_renderer_gone(renderer);
  }
  for (PortId port : receivers) ports.start(port);
  deliver();
  const auto log = take_log();
  EXPECT_EQ(std::ranges::count_if(log, [](auto& line) { return line.contains(" got "); }), 1);
  EXPECT_EQ(std::ranges::count_if(log, [](auto& line) { return line.contains(" closed"); }), 6);
  EXPECT_EQ(ports.count(), 0u);
}

TEST_F(PortsTest, WhatWasGivenOfARendererWaitsNoMore) {
  const std::string large(max_kept_bytes / 4, 'x');
  const auto got = ports.take(page, std::vector{PortEntry{1, 0, 0}});
  ports.start(got->at(0));
  for (std::uint32_t sequence = 0; sequence < 30; sequence += 2) {
    // The second of two comes first, and waits for it.
    ASSERT_TRUE(say(page, 1, sequence + 1, large));
    ASSERT_TRUE(say(page, 1, sequence, large));
    deliver();
  }
  EXPECT_EQ(take_log().size(), 30u);
}

TEST_F(PortsTest, ARendererBringsSoManyChannelsAndNoMore) {
  for (std::uint32_t i = 0; i < max_channels; ++i)
    ASSERT_TRUE(ports.take(page, std::vector{PortEntry{2 * i + 1, 0, 0}}));
  EXPECT_FALSE(ports.take(page, std::vector{PortEntry{2 * max_channels + 1, 0, 0}}));
  ports.on_frame_gone(page);
}

TEST_F(PortsTest, MessagesThatWaitForManyPortsAreGivenInTurns) {
  std::vector<PortId> receivers;
  for (int i = 0; i < 3; ++i) {
    const auto [a, b] = ports.create();
    for (int k = 0; k < 3; ++k) ASSERT_TRUE(post(a, std::to_string(k)));
    ports.start(b);
  }
  when_told = [] { std::this_thread::sleep_for(Ports::delivery); };
  ports.deliver();
  EXPECT_THAT(take_log(), ElementsAre("2 got 0"));
  ports.deliver();
  EXPECT_THAT(take_log(), ElementsAre("4 got 0")) << "each has its turn";
  when_told = {};
  deliver();
  EXPECT_EQ(take_log().size(), 7u);
}

}  // namespace
}  // namespace cation::ipc
