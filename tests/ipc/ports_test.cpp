#include "ipc/ports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <thread>

#include "ipc/limits.h"

namespace cation::ipc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::byte> bytes(std::string_view text) {
  const auto view = std::as_bytes(std::span(text));
  return {view.begin(), view.end()};
}
std::string text(Body body) { return {reinterpret_cast<const char*>(body.data()), body.size()}; }

/// What came to a document: bodies in one piece.
struct Arrival {
  Kind kind;
  std::uint32_t number;
  std::vector<std::byte> body;
};

class PortsTest : public ::testing::Test, public PortOwner {
 public:
  void on_port_message(PortId port, Body clone, std::vector<PortId> carried) override {
    log.push_back(std::to_string(port) + " got " + text(clone));
    arrived.insert(arrived.end(), carried.begin(), carried.end());
    if (when_told) when_told();
  }
  void on_port_closed(PortId port) override { log.push_back(std::to_string(port) + " closed"); }
  Result<bool> post_to(FrameKey frame, Kind kind, std::uint32_t number,
                       const Outgoing& body) override {
    if (gone.contains(frame)) return false;
    if (is_full) return fail("full", "ERR_LINK_FULL");
    sent[frame].push_back({kind, number, body.copy()});
    return true;
  }
  void want_delivery() override { ++wanted; }
  std::uint32_t join(PortPlace, PortPlace) override { return 0; }
  void part(std::uint32_t) override {}

  /// All turns of a delivery.
  void deliver() {
    do {
      wanted = 0;
      ports.deliver();
    } while (wanted != 0);
  }
  std::vector<std::string> take_log() { return std::exchange(log, {}); }
  Result<void> post(PortId port, std::string_view message, std::vector<PortId> carried = {}) {
    const auto clone = bytes(message);
    return ports.post(port, clone, carried);
  }
  /// Hands a port on to a document, as a message that carries it does; its number there.
  std::uint32_t give(FrameKey frame, PortId port) {
    const auto entries = ports.announce(frame, {port});
    ports.hand_on(frame, {port}, entries);
    return entries[0].number;
  }
  Result<void> say(FrameKey frame, std::uint32_t number, std::uint32_t sequence,
                   std::string_view message, std::vector<PortEntry> carried = {}) {
    auto body = port_head(sequence, carried);
    const auto clone = bytes(message);
    body.insert(body.end(), clone.begin(), clone.end());
    return ports.on_message(frame, number, body);
  }
  /// "number: message" of what has come to a document, "number closes after n".
  std::vector<std::string> heard(FrameKey frame) {
    std::vector<std::string> heard;
    for (const Arrival& arrival : std::exchange(sent[frame], {})) {
      const std::string who = std::to_string(arrival.number);
      if (arrival.kind == Kind::port_close) {
        heard.push_back(who + " closes after " + std::to_string(*parse_number(arrival.body)));
      } else {
        auto message = *parse_with_ports(arrival.body);
        heard.push_back(who + ": " + std::to_string(message.sequence) + " " + text(message.clone));
        for (const PortEntry& entry : message.ports) carried.push_back(entry);
      }
    }
    return heard;
  }

  Ports ports{*this};
  std::vector<std::string> log;
  std::vector<PortId> arrived;
  std::vector<PortEntry> carried;
  std::map<FrameKey, std::vector<Arrival>> sent;
  std::set<FrameKey> gone;
  std::function<void()> when_told;
  bool is_full = false;
  int wanted = 0;
};

constexpr FrameKey page{1, 1};
constexpr FrameKey other_page{2, 1};

TEST_F(PortsTest, APortThatWaitsInAMessageIsClosedForWhoeverGetsIt) {
  const auto [a, b] = ports.create();
  const auto [c, d] = ports.create();
  ASSERT_TRUE(post(a, "take it", {c}));
  ports.close(d);
  ports.deliver();
  EXPECT_THAT(take_log(), IsEmpty()) << "nobody has it yet";
  ports.start(b);
  ports.deliver();
  ports.deliver();
  EXPECT_THAT(take_log(), ElementsAre("2 got take it", "3 closed"));
}

TEST_F(PortsTest, WhatAMessageBringsThatIsRefusedIsClosed) {
  const PortEntry twice{.number = 1, .sent = 0, .received = 0};
  EXPECT_FALSE(ports.take(page, std::vector{twice, twice, twice}));
  EXPECT_EQ(ports.count(), 0U);
}

TEST_F(PortsTest, MessagesWaitForStartAndKeepTheirOrder) {
  const auto [a, b] = ports.create();
  ASSERT_TRUE(post(a, "one"));
  ASSERT_TRUE(post(a, "two"));
  deliver();
  EXPECT_THAT(take_log(), IsEmpty());
  ports.start(b);
  EXPECT_THAT(take_log(), IsEmpty()) << "not before the next turn";
  deliver();
  EXPECT_THAT(take_log(), ElementsAre("2 got one", "2 got two"));
  ASSERT_TRUE(post(a, "three"));
  deliver();
  EXPECT_THAT(take_log(), ElementsAre("2 got three"));
}

TEST_F(PortsTest, CloseIsToldAfterWhatWasSent) {
  const auto [a, b] = ports.create();
  ASSERT_TRUE(post(a, "last words"));
  ports.close(a);
  deliver();
  EXPECT_THAT(take_log(), IsEmpty());
  ports.start(b);
  deliver();
  EXPECT_THAT(take_log(), ElementsAre("2 got last words", "2 closed"));
  EXPECT_EQ(ports.count(), 0u);
  EXPECT_TRUE(post(b, "nobody hears"));
}

TEST_F(PortsTest, AnEndThatWasNeverStartedHearsOfTheCloseToo) {
  const auto [a, b] = ports.create();
  ports.close(b);
  deliver();
  EXPECT_THAT(take_log(), ElementsAre("1 closed"));
  EXPECT_EQ(ports.count(), 0u);
}

TEST_F(PortsTest, WhatWaitsForAPortGoesAfterItToADocument) {
  const auto [a, b] = ports.create();
  ASSERT_TRUE(post(a, "one"));
  const auto number = give(page, b);
  ASSERT_TRUE(post(a, "two"));
  EXPECT_EQ(number % 2, 0u);
  EXPECT_THAT(heard(page), ElementsAre("2: 0 one", "2: 1 two"));
  EXPECT_FALSE(ports.holds(b));
  ports.close(a);
  EXPECT_THAT(heard(page), ElementsAre("2 closes after 2"));
  ASSERT_TRUE(ports.on_close(page, number, number_body(0)));
  EXPECT_EQ(ports.count(), 0u);
}

TEST_F(PortsTest, APortOfADocumentComesHere) {
  auto taken = ports.take(page, std::vector{PortEntry{.number = 1}});
  ASSERT_TRUE(taken);
  const PortId port = taken->at(0);
  ports.start(port);
  ASSERT_TRUE(say(page, 1, 0, "hello"));
  EXPECT_THAT(take_log(), ElementsAre("1 got hello"));
  ASSERT_TRUE(post(port, "hello too"));
  EXPECT_THAT(heard(page), ElementsAre("1: 0 hello too"));
}

TEST_F(PortsTest, MessagesAreTakenInTheOrderOfTheirNumbersAndOnce) {
  const PortId port = ports.take(page, std::vector{PortEntry{.number = 1}})->at(0);
  ports.start(port);
  ASSERT_TRUE(say(page, 1, 1, "two"));
  ASSERT_TRUE(say(page, 1, 0, "one"));
  ASSERT_TRUE(say(page, 1, 0, "one again"));
  deliver();
  EXPECT_THAT(take_log(), ElementsAre("1 got one", "1 got two"));
}

TEST_F(PortsTest, TwoDocumentsTalkThroughHere) {
  const auto [a, b] = ports.create();
  const auto here = give(page, a);
  const auto there = give(other_page, b);
  ASSERT_TRUE(say(page, here, 0, "ping"));
  EXPECT_THAT(heard(other_page), ElementsAre("2: 0 ping"));
  ASSERT_TRUE(say(other_page, there, 0, "pong"));
  EXPECT_THAT(heard(page), ElementsAre("2: 0 pong"));
}

TEST_F(PortsTest, PortsGoThroughPorts) {
  const auto [a, b] = ports.create();
  const auto [c, d] = ports.create();
  ASSERT_TRUE(post(a, "take this", {d}));
  ports.start(b);
  deliver();
  EXPECT_THAT(take_log(), ElementsAre("2 got take this"));
  EXPECT_THAT(arrived, ElementsAre(d));
  ASSERT_TRUE(post(c, "through it"));
  ports.start(d);
  deliver();
  EXPECT_THAT(take_log(), ElementsAre("4 got through it"));
}

TEST_F(PortsTest, APortThatWaitsInAMessageIsHandedOnWithIt) {
  const auto [a, b] = ports.create();
  const auto [c, d] = ports.create();
  ASSERT_TRUE(post(c, "within"));
  ASSERT_TRUE(post(a, "outer", {d}));
  give(page, b);
  EXPECT_THAT(heard(page), ElementsAre("2: 0 outer", "4: 0 within"));
  ASSERT_EQ(carried.size(), 1u);
  EXPECT_EQ(carried[0].number, 4u);
}

TEST_F(PortsTest, AStartedPortThatWaitsInAMessageGivesNothingUntilItIsStartedAgain) {
  const auto [a, b] = ports.create();
  const auto [c, d] = ports.create();
  ports.start(b);
  ASSERT_TRUE(post(c, "carrier", {b}));
  ASSERT_TRUE(post(a, "meanwhile"));
  deliver();
  EXPECT_THAT(take_log(), IsEmpty());
  ports.start(d);
  ports.start(b);
  deliver();
  EXPECT_THAT(take_log(), ElementsAre("4 got carrier", "2 got meanwhile"));
}

TEST_F(PortsTest, WhatReachesAPlaceThatAPortHasLeftFollowsIt) {
  const auto [a, b] = ports.create();
  const auto number = give(page, b);
  ASSERT_TRUE(post(a, "one"));
  ASSERT_TRUE(post(a, "two"));
  // The document has had the first when it hands the port back.
  const PortId back = ports.take(page, std::vector{PortEntry{number, 0, 1}})->at(0);
  ASSERT_TRUE(post(a, "three"));
  ports.start(back);
  deliver();
  EXPECT_THAT(take_log(), IsEmpty()) << "the second is on its way";
  auto body = port_head(1, {});
  const auto clone = bytes("two");
  body.insert(body.end(), clone.begin(), clone.end());
  ASSERT_TRUE(ports.on_returned(page, number, body));
  deliver();
  EXPECT_THAT(take_log(), ElementsAre("3 got two", "3 got three"));
}

TEST_F(PortsTest, ADocumentThatGoesClosesItsPortsAfterWhatItSent) {
  const auto [a, b] = ports.create();
  const auto number = give(page, b);
  ASSERT_TRUE(say(page, number, 0, "I go"));
  ports.on_frame_gone(page);
  ports.start(a);
  deliver();
  EXPECT_THAT(take_log(), ElementsAre("1 got I go", "1 closed"));
  EXPECT_EQ(ports.count(), 0u);
}

TEST_F(PortsTest, APortThatIsSentToNobodyIsClosed) {
  const auto [a, b] = ports.create();
  const auto [c, d] = ports.create();
  const auto number = give(page, a);
  gone.insert(page);
  ASSERT_TRUE(post(b, "to nobody", {d}));
  ports.on_frame_gone(page);
  deliver();
  EXPECT_EQ(number, 2u);
  EXPECT_THAT(take_log(), ::testing::UnorderedElementsAre("3 closed", "2 closed"));
  EXPECT_EQ(ports.count(), 0u);
}

TEST_F(PortsTest, AMessageThatIsNotTakenLeavesItsPorts) {
  const auto [a, b] = ports.create();
  const auto [c, d] = ports.create();
  give(page, b);
  is_full = true;
  auto posted = post(a, "too much", {d});
  ASSERT_FALSE(posted);
  EXPECT_EQ(posted.error().code, "ERR_LINK_FULL");
  EXPECT_TRUE(ports.holds(d));
  is_full = false;
  ASSERT_TRUE(post(a, "again", {d}));
  EXPECT_THAT(heard(page), ElementsAre("2: 0 again"));
}

TEST_F(PortsTest, AMessageThatCannotBeForwardedBreaksTheChannelOff) {
  const auto [a, b] = ports.create();
  const auto here = give(page, a);
  give(other_page, b);
  is_full = true;
  ASSERT_TRUE(say(page, here, 0, "too much"));
  is_full = false;
  ASSERT_TRUE(say(page, here, 1, "nobody hears"));
  EXPECT_THAT(heard(other_page), IsEmpty());
  // The other document's end says so when it is used.
  EXPECT_TRUE(ports.on_close(other_page, 2, number_body(0)));
  EXPECT_EQ(ports.count(), 0u);
}

TEST_F(PortsTest, APortOfAChannelThatWasBrokenOffComesClosed) {
  const auto [a, b] = ports.create();
  const auto number = give(page, b);
  ports.close(a);
  ASSERT_TRUE(ports.on_close(page, number, number_body(0)));
  auto taken = ports.take(page, std::vector{PortEntry{.number = 8}});
  ASSERT_TRUE(taken);
  deliver();
  EXPECT_THAT(take_log(), ElementsAre("3 closed"));
  EXPECT_EQ(ports.count(), 0u);
}

TEST_F(PortsTest, APortThatIsHandedOnTwiceBreaksTheProtocol) {
  const auto [a, b] = ports.create();
  const auto number = give(page, b);
  ASSERT_TRUE(ports.take(page, std::vector{PortEntry{.number = number}}));
  EXPECT_FALSE(ports.take(page, std::vector{PortEntry{.number = number}}));
}

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

TEST_F(PortsTest, AChannelThatIsSentThroughItselfIsNoMore) {
  const auto [a, b] = ports.create();
  ASSERT_TRUE(post(a, "doomed", {b}));
  deliver();
  EXPECT_FALSE(ports.holds(b));
  EXPECT_THAT(take_log(), ElementsAre("1 closed"));
  EXPECT_EQ(ports.count(), 0u);
}

TEST_F(PortsTest, AChannelThatADocumentSendsThroughItselfIsNoMore) {
  const auto [a, b] = ports.create();
  const std::uint32_t at = give(page, a);
  const std::uint32_t bt = give(page, b);
  ASSERT_TRUE(say(page, at, 0, "through itself", {{bt, 0, 0}}));
  EXPECT_THAT(heard(page), ElementsAre(std::to_string(at) + " closes after 0"));
  ASSERT_TRUE(ports.on_close(page, at, number_body(1)));
  EXPECT_EQ(ports.count(), 0u);
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

TEST_F(PortsTest, AnOwnerMayCloseAPortWhileItIsTold) {
  const auto [a, b] = ports.create();
  when_told = [this, port = b] { ports.close(port); };
  ASSERT_TRUE(post(a, "one"));
  ASSERT_TRUE(post(a, "two"));
  ports.start(b);
  deliver();
  deliver();
  EXPECT_THAT(take_log(), ElementsAre("2 got one", "1 closed"));
  EXPECT_EQ(ports.count(), 0u);
}

TEST(PortWire, RefusesWhatIsNoMessageWithPorts) {
  EXPECT_FALSE(parse_with_ports({}));
  auto body = port_head(7, std::vector{PortEntry{1, 2, 3}});
  auto whole = parse_with_ports(body);
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->sequence, 7u);
  EXPECT_EQ(whole->ports[0].received, 3u);
  body.pop_back();
  EXPECT_FALSE(parse_with_ports(body));
  EXPECT_FALSE(parse_with_ports(port_head(0, std::vector{PortEntry{}})));
  EXPECT_FALSE(parse_number(bytes("abc")));
}

}  // namespace
}  // namespace cation::ipc
