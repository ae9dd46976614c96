// Ports that documents hold, hand on and take with them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "ipc/ports.h"
#include "ports_fixture.h"

namespace cation::ipc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(PortsTest, WhatAMessageBringsThatIsRefusedIsClosed) {
  const PortEntry twice{.number = 1, .sent = 0, .received = 0};
  EXPECT_FALSE(ports.take(page, std::vector{twice, twice, twice}));
  EXPECT_EQ(ports.count(), 0U);
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
  ASSERT_TRUE(ports.on_returned(page, number, port_body(1, "two")));
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

TEST_F(PortsTest, AChannelThatADocumentSendsThroughItselfIsNoMore) {
  const auto [a, b] = ports.create();
  const std::uint32_t at = give(page, a);
  const std::uint32_t bt = give(page, b);
  ASSERT_TRUE(say(page, at, 0, "through itself", {{bt, 0, 0}}));
  EXPECT_THAT(heard(page), ElementsAre(std::to_string(at) + " closes after 0"));
  ASSERT_TRUE(ports.on_close(page, at, number_body(1)));
  EXPECT_EQ(ports.count(), 0u);
}

}  // namespace
}  // namespace cation::ipc
