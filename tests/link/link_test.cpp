#include "link/link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <string>
#include <thread>

#include "link_fixture.h"

namespace cation::link {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Link, MessagesOfOneTurnLeaveAsOnePacketInOrder) {
  auto [a, b] = connected();
  ASSERT_TRUE(a.post(bytes_of("one")));
  ASSERT_TRUE(a.post(bytes_of("")));
  ASSERT_TRUE(a.post(bytes_of("three")));
  EXPECT_TRUE(a.wants_write());
  EXPECT_EQ(*b.receive([](Bytes, auto&) {}), Link::Received::nothing);
  ASSERT_TRUE(a.flush());
  EXPECT_FALSE(a.wants_write());
  EXPECT_EQ(a.queued_bytes(), 0u);
  EXPECT_THAT(read_packet(b), ElementsAre("one", "", "three"));
}

TEST(Link, PartsArriveAsOneMessage) {
  auto [a, b] = connected();
  std::array<Bytes, 3> parts{bytes_of("head,"), bytes_of(""), bytes_of("body")};
  ASSERT_TRUE(a.post(parts));
  ASSERT_TRUE(a.flush());
  EXPECT_THAT(read_packet(b), ElementsAre("head,body"));
}

TEST(Link, OrderIsKeptAcrossMessagesOfAllSizes) {
  auto [a, b] = connected();
  std::vector<std::string> sent;
  for (std::size_t size : {10u, 100'000u, 3u, 40'000'000u, 31'000u, 33'000u, 33'000'000u, 1u})
    sent.push_back(std::string(size, static_cast<char>('a' + sent.size())));
  for (const auto& message : sent) ASSERT_TRUE(a.post(bytes_of(message)));
  ASSERT_TRUE(a.flush());
  EXPECT_EQ(read_all(b), sent);
}

TEST(Link, ThePoolIsUsedAgainWhenItsMessagesWereRead) {
  Limits limits;
  limits.pool_bytes = 1 << 20;
  auto [a, b] = connected(limits);
  for (int round = 0; round < 50; ++round) {
    std::vector<std::string> sent;
    for (int i = 0; i < 3; ++i)
      sent.push_back(
          std::string(200'000 + 50'000 * i + round, static_cast<char>('a' + (round + i) % 26)));
    for (const auto& message : sent) ASSERT_TRUE(a.post(bytes_of(message)));
    ASSERT_TRUE(a.flush());
    ASSERT_EQ(read_all(b), sent);
  }
}

TEST(Link, AFullPoolSendsMessagesInMemoryOfTheirOwn) {
  Limits limits;
  limits.pool_bytes = 100'000;
  auto [a, b] = connected(limits);
  std::vector<std::string> sent;
  for (int i = 0; i < 20; ++i) sent.push_back(std::string(60'000 + i, static_cast<char>('a' + i)));
  for (const auto& message : sent) ASSERT_TRUE(a.post(bytes_of(message)));
  ASSERT_TRUE(a.flush());
  EXPECT_EQ(read_all(b), sent);
}

TEST(Link, DescriptorsRideWithTheirMessage) {
  auto [a, b] = connected();
  UniqueFd file = *make_memory_file(4096);
  ASSERT_EQ(pwrite(file.get(), "hi", 2, 0), 2);
  std::vector<UniqueFd> fds;
  fds.push_back(std::move(file));
  ASSERT_TRUE(a.post(bytes_of("without")));
  ASSERT_TRUE(a.post(bytes_of("with"), std::move(fds)));
  ASSERT_TRUE(a.flush());
  std::vector<std::size_t> counts;
  std::string content(2, ' ');
  ASSERT_TRUE(b.receive([&](Bytes, std::vector<UniqueFd>& own) {
    counts.push_back(own.size());
    if (!own.empty()) {
      EXPECT_EQ(pread(own[0].get(), content.data(), 2, 0), 2);
    }
  }));
  EXPECT_THAT(counts, ElementsAre(0u, 1u));
  EXPECT_EQ(content, "hi");
}

TEST(Link, ASenderNeverBlocksAndIsToldWhenTooMuchWaits) {
  Limits limits;
  limits.max_queued_bytes = 1 << 20;
  auto [a, b] = connected(limits);
  std::string message(1000, 'x');
  std::size_t posted = 0;
  Result<void> last;
  while ((last = a.post(bytes_of(message)))) ASSERT_LT(++posted, 100'000u);
  EXPECT_EQ(last.error().code, "ERR_LINK_FULL");
  EXPECT_THAT(last.error().message, HasSubstr("does not read"));
  EXPECT_TRUE(a.is_open());
  std::size_t arrived = 0;
  while (a.wants_write()) {
    ASSERT_TRUE(a.flush());
    arrived += read_all(b).size();
  }
  arrived += read_all(b).size();
  EXPECT_EQ(arrived, posted);
  EXPECT_TRUE(a.post(bytes_of("again")));
}

TEST(Link, TwoSidesThatFloodEachOtherBothGetThrough) {
  Limits limits;
  limits.max_queued_bytes = std::size_t{1} << 30;
  auto [a, b] = connected(limits);
  constexpr int count = 20'000;
  auto flood = [](Link& link, int& received) {
    Sink count_one = [&](Bytes, auto&) { ++received; };
    std::string message(500, 'm');
    for (int i = 0; i < count; ++i) ASSERT_TRUE(link.post(bytes_of(message)));
    ASSERT_TRUE(link.flush_draining(count_one));
    while (received < count) {
      ASSERT_TRUE(link.wait_readable());
      ASSERT_TRUE(link.receive(count_one));
    }
  };
  int at_a = 0, at_b = 0;
  std::thread other([&, &b = b] { flood(b, at_b); });
  flood(a, at_a);
  other.join();
  EXPECT_EQ(at_a, count);
  EXPECT_EQ(at_b, count);
}

TEST(Link, ClosingIsSeenAtOnceByTheOtherSide) {
  auto [a, b] = connected();
  ASSERT_TRUE(a.post(bytes_of("last words")));
  ASSERT_TRUE(a.flush());
  a.close();
  EXPECT_TRUE(*b.wait_readable(0));
  EXPECT_THAT(read_packet(b), ElementsAre("last words"));
  EXPECT_EQ(*b.receive([](Bytes, auto&) {}), Link::Received::closed);
  EXPECT_FALSE(b.is_open());
  EXPECT_EQ(b.post(bytes_of("too late")).error().code, "ERR_LINK_CLOSED");
}

TEST(Link, WritingToAPeerThatHasGoneIsAnErrorAndNotASignal) {
  auto [a, b] = connected();
  b.close();
  ASSERT_TRUE(a.post(bytes_of("anyone?")));
  EXPECT_EQ(a.flush().error().code, "ERR_LINK_CLOSED");
  EXPECT_FALSE(a.is_open());
}

TEST(Link, ASinkMayReadFromTheSameLink) {
  auto [a, b] = connected();
  ASSERT_TRUE(a.post(bytes_of("outer")));
  ASSERT_TRUE(a.post(bytes_of("after")));
  ASSERT_TRUE(a.flush());
  ASSERT_TRUE(a.post(bytes_of("inner")));
  ASSERT_TRUE(a.flush());
  std::vector<std::string> order;
  ASSERT_TRUE(b.receive([&, &b = b](Bytes message, auto&) {
    if (order.empty()) {
      for (auto& inner : read_packet(b)) order.push_back(inner);
    }
    order.push_back(text_of(message));
  }));
  EXPECT_THAT(order, ElementsAre("inner", "outer", "after"));
}

TEST(Link, ASinkMayCloseTheLink) {
  auto [a, b] = connected();
  ASSERT_TRUE(a.post(bytes_of("one")));
  ASSERT_TRUE(a.post(bytes_of("two")));
  ASSERT_TRUE(a.flush());
  int seen = 0;
  ASSERT_TRUE(b.receive([&, &b = b](Bytes, auto&) {
    ++seen;
    b.close();
  }));
  EXPECT_EQ(seen, 1);
}

TEST(Link, RefusesAMessageOverTheLimit) {
  Limits limits;
  limits.max_message_bytes = 1000;
  auto [a, b] = connected(limits);
  EXPECT_EQ(a.post(bytes_of(std::string(1001, 'x'))).error().code, "ERR_MESSAGE_TOO_LARGE");
  EXPECT_TRUE(a.post(bytes_of(std::string(1000, 'x'))));
}

TEST(Link, RefusesASocketOfAnotherKind) {
  int ends[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
  UniqueFd one(ends[0]), other(ends[1]);
  EXPECT_EQ(Link::adopt(std::move(one)).error().code, "ERR_NOT_SEQPACKET");
  EXPECT_FALSE(Link::adopt(UniqueFd(-1)));
}

TEST(Link, WhatASinkHoldsBackWaitsUnseenForTheNextReceive) {
  auto [a, b] = connected();
  for (const char* each : {"one", "two", "three"}) ASSERT_TRUE(a.post(bytes_of(each)));
  ASSERT_TRUE(a.flush());
  std::vector<std::string> messages;
  Sink sink = [&, &link = b](Bytes message, auto&) {
    messages.push_back(text_of(message));
    link.hold_rest();
  };
  ASSERT_TRUE(b.receive(sink));
  EXPECT_THAT(messages, ElementsAre("one"));
  EXPECT_TRUE(b.has_rest());
  ASSERT_TRUE(b.receive(sink));
  ASSERT_TRUE(b.receive(sink));
  EXPECT_THAT(messages, ElementsAre("one", "two", "three"));
  EXPECT_FALSE(b.has_rest());
  EXPECT_EQ(*b.receive(sink), Link::Received::nothing);
}

TEST(Link, WhatWasHeldBackIsHeardThoughThePeerHasGone) {
  auto [a, b] = connected();
  for (const char* each : {"one", "two"}) ASSERT_TRUE(a.post(bytes_of(each)));
  ASSERT_TRUE(a.flush());
  a.close();
  int given = 0;
  Sink sink = [&, &link = b](Bytes, auto&) {
    ++given;
    link.hold_rest();
  };
  ASSERT_TRUE(b.receive(sink));
  ASSERT_TRUE(b.receive(sink));
  EXPECT_EQ(given, 2);
  EXPECT_EQ(*b.receive(sink), Link::Received::closed);
}

TEST(Link, OfAStrangerSmallMessagesAloneAreTaken) {
  auto [a, b] = connected();
  b.take_small_only();
  ASSERT_TRUE(a.post(bytes_of("name")));
  ASSERT_TRUE(a.flush());
  EXPECT_THAT(read_packet(b), ElementsAre("name"));
  std::vector<UniqueFd> fds;
  fds.push_back(*make_memory_file(4096));
  ASSERT_TRUE(a.post(bytes_of("gift"), std::move(fds)));
  ASSERT_TRUE(a.flush());
  auto got = b.receive([](Bytes, auto&) { FAIL() << "it was taken"; });
  ASSERT_FALSE(got);
  EXPECT_THAT(got.error().message, HasSubstr("before the link was proved"));
}

TEST(Link, CountsWhatComesInAndWhatWaits) {
  auto [a, b] = connected();
  EXPECT_EQ(b.readable_bytes(), 0u);
  ASSERT_TRUE(a.post(bytes_of("12345678")));
  ASSERT_TRUE(a.flush());
  EXPECT_EQ(b.readable_bytes(), 16u);
  EXPECT_THAT(read_packet(b), ElementsAre("12345678"));
  EXPECT_EQ(b.received_bytes(), 16u);
  EXPECT_EQ(b.carried_bytes(), 0u);
  const std::string large(100'000, 'x');
  ASSERT_TRUE(a.post(bytes_of(large)));
  ASSERT_TRUE(a.flush());
  EXPECT_EQ(read_packet(b).size(), 1u);
  EXPECT_EQ(b.carried_bytes(), large.size());
}

}  // namespace
}  // namespace cation::link
