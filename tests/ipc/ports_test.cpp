// Ports of main alone: what is said through them, and how they go through each other.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ipc/ports.h"
#include "ports_fixture.h"

namespace cation::ipc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

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

TEST_F(PortsTest, AChannelThatIsSentThroughItselfIsNoMore) {
  const auto [a, b] = ports.create();
  ASSERT_TRUE(post(a, "doomed", {b}));
  deliver();
  EXPECT_FALSE(ports.holds(b));
  EXPECT_THAT(take_log(), ElementsAre("1 closed"));
  EXPECT_EQ(ports.count(), 0u);
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
