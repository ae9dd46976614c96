// Messages and ports that processes take with them, and those that they do not: what is on its way
// back from a place that an end has left comes yet.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "ipc/limits.h"
#include "ipc/ports.h"
#include "ports_fixture.h"

namespace cation::ipc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Main, and documents that are joined whenever each has an end.
class PortsLostTest : public ::testing::Test, public PortOwner {
 public:
  void on_port_message(PortId port, Body clone, std::vector<PortId>) override {
    log.push_back(std::to_string(port) + " got " + text(clone));
  }
  void on_port_closed(PortId port) override { log.push_back(std::to_string(port) + " closed"); }
  Result<bool> post_to(FrameKey frame, Kind kind, std::uint32_t number,
                       const Outgoing& body) override {
    if (gone.contains(frame.renderer)) return false;
    if (kind == Kind::port_lost) lost.push_back({frame, number, body.copy()});
    return true;
  }
  void want_delivery() override {}
  std::uint32_t join(PortPlace, PortPlace) override { return joins ? ++joints : 0; }
  void part(std::uint32_t) override {}

  struct Lost {
    FrameKey frame;
    std::uint32_t number = 0;
    std::vector<std::byte> body;
  };

  std::vector<std::string> take_log() {
    ports.deliver();
    return std::exchange(log, {});
  }
  std::uint32_t give(FrameKey frame, PortId port) {
    const auto entries = ports.announce(frame, {port});
    ports.hand_on(frame, {port}, entries);
    return entries[0].number;
  }
  /// A document hands its port on to main.
  PortId hand_back(FrameKey frame, PortEntry entry) {
    const auto taken = ports.take(frame, std::vector{entry});
    EXPECT_TRUE(taken);
    return taken ? taken->at(0) : 0;
  }
  void send_back(FrameKey frame, std::uint32_t number, std::uint32_t sequence,
                 std::string_view message) {
    EXPECT_TRUE(ports.on_returned(frame, number, port_body(sequence, message)));
  }
  /// All that main has said of losses comes back from documents whose ports have left.
  void send_back_losses() {
    for (const Lost& each : std::exchange(lost, {}))
      EXPECT_TRUE(ports.on_lost(each.frame, each.number, each.body));
  }
  void die(FrameKey frame) {
    gone.insert(frame.renderer);
    ports.on_renderer_gone(frame.renderer);
    ports.on_frame_gone(frame);
  }

  Ports ports{*this};
  std::vector<std::string> log;
  std::vector<Lost> lost;
  std::set<RendererId> gone;
  bool joins = false;
  std::uint32_t joints = 0;
};

TEST_F(PortsLostTest, AMessageOnItsWayBackIsNotLostWithTheProcessThatTheOtherEndHasLeft) {
  joins = true;
  const auto [a, b] = ports.create();
  ASSERT_TRUE(ports.post(a, bytes("hello"), {}));
  const auto first = give(page, a);
  const auto second = give(other_page, b);
  // Both are handed back before the second one has read.
  const PortId there = hand_back(other_page, {.number = second, .sent = 0, .received = 0});
  ports.start(there);
  const PortId here = hand_back(page, {.number = first, .sent = 1, .received = 0});
  ports.start(here);
  die(page);
  EXPECT_THAT(take_log(), IsEmpty()) << "the message may come yet";
  send_back(other_page, second, 0, "hello");
  send_back_losses();
  EXPECT_THAT(take_log(), ElementsAre(std::to_string(there) + " got hello"));
  EXPECT_EQ(ports.count(), 2U) << "the channel lives";
}

TEST_F(PortsLostTest, AnEndIsJudgedWhenEachPlaceThatItHasLeftHasAnswered) {
  const auto [a, b] = ports.create();
  const auto second = give(other_page, b);
  ASSERT_TRUE(ports.post(a, bytes("lost"), {}));
  (void)give(page, a);
  const PortId there = hand_back(other_page, {.number = second, .sent = 0, .received = 0});
  ports.start(there);
  const auto third = give({3, 1}, there);
  // The first message was on its way to a process that is gone.
  die(other_page);
  ASSERT_EQ(lost.size(), 1U);
  EXPECT_EQ(lost[0].number, third) << "nothing is under way from elsewhere";
  const PortId back = hand_back({3, 1}, {.number = third, .sent = 0, .received = 0});
  ports.start(back);
  EXPECT_THAT(take_log(), IsEmpty());
  send_back_losses();
  ASSERT_EQ(lost.size(), 1U) << "what went to the third document comes first";
  send_back_losses();
  EXPECT_THAT(take_log(), ElementsAre(std::to_string(back) + " closed"));
  die(page);
  EXPECT_EQ(ports.count(), 0U);
}

TEST_F(PortsLostTest, WhatAProcessWasToldAndDidNotReadIsToldAgain) {
  joins = true;
  const auto [a, b] = ports.create();
  (void)give(page, a);
  const auto second = give(other_page, b);
  die(page);
  ASSERT_EQ(lost.size(), 1U);
  const PortId there = hand_back(other_page, {.number = second, .sent = 0, .received = 0});
  ports.start(there);
  die(other_page);
  EXPECT_THAT(take_log(), ElementsAre(std::to_string(there) + " closed"));
  EXPECT_EQ(ports.count(), 0U);
}

TEST_F(PortsLostTest, AnAnswerThatNobodyHasAskedForIsNothing) {
  const auto [a, b] = ports.create();
  const auto second = give(other_page, b);
  ports.start(hand_back(other_page, {.number = second, .sent = 0, .received = 0}));
  for (const bool asked : {false, true}) {
    const auto body = lost_body({.until = 100, .over = true, .asked = asked});
    EXPECT_TRUE(ports.on_lost(other_page, second, body));
  }
  EXPECT_THAT(take_log(), IsEmpty());
  EXPECT_TRUE(ports.holds(a));
}

TEST_F(PortsLostTest, WhatIsSentToWhereAPortWasIsItsSendersToPay) {
  joins = true;
  const auto [a, b] = ports.create();
  (void)give(page, a);
  const auto second = give(other_page, b);
  ports.start(hand_back(other_page, {.number = second, .sent = 0, .received = 0}));
  // The page goes on to send straight, though it is asked to go round by main: the other document
  // sends that back, which costs it nothing of its own.
  const std::string large(max_kept_bytes / 4, 'x');
  for (std::uint32_t i = 1; i < 10; ++i) send_back(other_page, second, i, large);
  const auto [c, d] = ports.create();
  const auto third = give(other_page, d);
  auto body = port_head(0, {});
  body.resize(body.size() + 1000);
  EXPECT_TRUE(ports.on_message(other_page, third, body));
  EXPECT_TRUE(ports.holds(c));
  ports.start(c);
  ports.deliver();
  EXPECT_EQ(log.size(), 1U) << "its own messages have room";
}

TEST_F(PortsLostTest, NobodyIsHeardWhereAPortWasBeyondWhatItSaidToHaveSentThere) {
  joins = true;
  const auto [a, b] = ports.create();
  const auto first = give(page, a);
  const auto second = give(other_page, b);
  const PortId here = hand_back(other_page, {.number = second, .sent = 0, .received = 0});
  ports.start(here);
  EXPECT_TRUE(ports.on_way(page, first, number_body(1)));
  send_back(other_page, second, 1, "a lie");
  send_back(other_page, second, 0, "hello");
  EXPECT_THAT(take_log(), ElementsAre(std::to_string(here) + " got hello"));
}

TEST_F(PortsLostTest, WhatHadGoneStraightIsTakenThoughItsSenderDidNotLiveToTell) {
  joins = true;
  const auto [a, b] = ports.create();
  (void)give(page, a);
  const auto second = give(other_page, b);
  const PortId here = hand_back(other_page, {.number = second, .sent = 0, .received = 0});
  ports.start(here);
  die(page);
  send_back(other_page, second, 0, "last words");
  send_back_losses();
  EXPECT_THAT(take_log(), ElementsAre(std::to_string(here) + " got last words",
                                      std::to_string(here) + " closed"));
}

TEST_F(PortsLostTest, PlacesThatNothingCanReachAreForgottenAndOthersHaveABound) {
  const auto [a, b] = ports.create();
  PortId moving = b;
  auto move = [&](std::uint32_t received) {
    moving = hand_back(page, {.number = give(page, moving), .sent = 0, .received = received});
  };
  for (int i = 0; i < 1'000; ++i) move(0);
  EXPECT_TRUE(ports.holds(a));
  ports.start(a);
  ports.start(moving);
  EXPECT_THAT(take_log(), IsEmpty());
  // A document that hands on and on what it never takes: main does not remember it for ever.
  ASSERT_TRUE(ports.post(a, bytes("never taken"), {}));
  for (int i = 0; i < 1'000 && ports.holds(moving); ++i) move(0);
  EXPECT_THAT(take_log(), ::testing::Contains("1 closed"));
}

TEST_F(PortsLostTest, PortsThatWaitForOneAnotherAreOutOfReachAndEnd) {
  const auto [a, a_rest] = ports.create();
  const auto [b, b_rest] = ports.create();
  const auto [c, c_rest] = ports.create();
  // a's other end waits for b's, and so on: no script has any of them at the end.
  ASSERT_TRUE(ports.post(b, bytes("a"), {a_rest}));
  ASSERT_TRUE(ports.post(c, bytes("b"), {b_rest}));
  ASSERT_TRUE(ports.post(a, bytes("c"), {c_rest}));
  for (PortId port : {a, b, c}) ports.start(port);
  EXPECT_THAT(take_log(), ::testing::UnorderedElementsAre("1 closed", "3 closed", "5 closed"));
  EXPECT_EQ(ports.count(), 0U);
}

TEST_F(PortsLostTest, PortsThatWaitForAPortThatSomebodyHasAreReached) {
  const auto [a, a_rest] = ports.create();
  const auto [b, b_rest] = ports.create();
  ASSERT_TRUE(ports.post(a, bytes("b"), {b_rest}));
  ASSERT_TRUE(ports.post(b, bytes("nothing"), {}));
  ports.start(a_rest);
  EXPECT_THAT(take_log(), ElementsAre("2 got b"));
  ports.start(b_rest);
  EXPECT_THAT(take_log(), ElementsAre("4 got nothing"));
}

}  // namespace
}  // namespace cation::ipc
