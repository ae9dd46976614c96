#include "link/link.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <cstring>
#include <string>
#include <thread>

namespace cation::link {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Bytes bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }
std::string text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

struct Ends {
  Link a, b;
};

Ends connected(Limits limits = {}) {
  auto pair = Link::socket_pair();
  return {*Link::adopt(std::move(pair->first), limits),
          *Link::adopt(std::move(pair->second), limits)};
}

/// What one packet holds.
std::vector<std::string> read_packet(Link& link) {
  std::vector<std::string> messages;
  auto got = link.receive([&](Bytes message, auto&) { messages.push_back(text_of(message)); });
  EXPECT_TRUE(got) << got.error().message;
  return messages;
}

std::vector<std::string> read_all(Link& link) {
  std::vector<std::string> messages;
  Sink sink = [&](Bytes message, auto&) { messages.push_back(text_of(message)); };
  for (;;) {
    auto got = link.receive(sink);
    EXPECT_TRUE(got) << got.error().message;
    if (!got || *got != Link::Received::packet) return messages;
  }
}

/// Sends raw bytes and descriptors, as a peer that does not keep to the format would.
void send_raw(int socket, Bytes bytes) {
  ASSERT_EQ(send(socket, bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
}

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

/// One end that keeps to the format and a bare socket that need not.
struct Hostile {
  Link link;
  UniqueFd socket;
};

Hostile hostile() {
  auto pair = Link::socket_pair();
  return {*Link::adopt(std::move(pair->first)), std::move(pair->second)};
}

std::vector<std::byte> record(RecordHead head, Bytes payload) {
  std::vector<std::byte> bytes(record_bytes(payload.size()));
  std::memcpy(bytes.data(), &head, sizeof head);
  std::copy(payload.begin(), payload.end(), bytes.begin() + sizeof head);
  return bytes;
}

void expect_broken(const std::vector<std::byte>& packet, const std::string& why) {
  auto [link, socket] = hostile();
  send_raw(socket.get(), packet);
  auto got = link.receive([](Bytes, auto&) { FAIL() << "a broken packet gave a message"; });
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, "ERR_LINK_BROKEN");
  EXPECT_THAT(got.error().message, HasSubstr(why));
  EXPECT_FALSE(link.is_open());
}

TEST(Link, ARecordThatIsCutClosesTheLink) {
  expect_broken(std::vector<std::byte>(7), "header is cut");
}

TEST(Link, ARecordLongerThanItsPacketClosesTheLink) {
  expect_broken(record({0xffffffff, Carrier::inlined, 0, 0}, {}), "longer than its packet");
}

TEST(Link, DescriptorsThatDidNotComeCloseTheLink) {
  expect_broken(record({0, Carrier::inlined, 3, 0}, {}), "descriptors that did not come");
}

TEST(Link, AnUnknownCarrierClosesTheLink) {
  expect_broken(record({0, static_cast<Carrier>(9), 0, 0}, {}), "unknown kind");
}

TEST(Link, APoolThatWasNeverOfferedClosesTheLink) {
  PoolRegion region{0, 10};
  expect_broken(
      record({sizeof region, Carrier::pooled, 0, 0}, std::as_bytes(std::span(&region, 1))),
      "lies in no pool");
}

void send_with_fd(int socket, std::vector<std::byte> packet, int number) {
  iovec data{packet.data(), packet.size()};
  alignas(cmsghdr) std::byte control[CMSG_SPACE(sizeof(int))]{};
  msghdr header{};
  header.msg_iov = &data;
  header.msg_iovlen = 1;
  header.msg_control = control;
  header.msg_controllen = sizeof control;
  cmsghdr* rights = CMSG_FIRSTHDR(&header);
  rights->cmsg_level = SOL_SOCKET;
  rights->cmsg_type = SCM_RIGHTS;
  rights->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(rights), &number, sizeof number);
  ASSERT_GT(sendmsg(socket, &header, 0), 0);
}

/// A record that carries one descriptor, from a peer that means harm.
void expect_refused_fd(Carrier carrier, UniqueFd fd, std::uint64_t size, const std::string& why) {
  auto [link, socket] = hostile();
  Link sender = *Link::adopt(std::move(socket));
  // A well-formed packet with an fd is easiest made by a Link; then its carrier byte is what we
  // test.
  auto packet = record({carrier == Carrier::pool_offer ? 0u : 8u, carrier, 1, 0},
                       std::as_bytes(std::span(&size, carrier == Carrier::pool_offer ? 0 : 1)));
  send_with_fd(sender.fd(), packet, fd.get());
  auto got = link.receive([](Bytes, auto&) { FAIL() << "hostile memory gave a message"; });
  ASSERT_FALSE(got);
  EXPECT_THAT(got.error().message, HasSubstr(why));
  EXPECT_FALSE(link.is_open());
}

UniqueFd unsealed(std::size_t size) {
  UniqueFd file(memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  EXPECT_EQ(ftruncate(file.get(), static_cast<off_t>(size)), 0);
  return file;
}

TEST(Link, MemoryThatCanShrinkIsRefused) {
  expect_refused_fd(Carrier::memory_file, unsealed(100), 100, "not sealed");
  expect_refused_fd(Carrier::pool_offer, unsealed(64 + 4096), 0, "not sealed");
}

TEST(Link, APipeInPlaceOfMemoryIsRefusedAndDoesNotBlock) {
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  UniqueFd reading(ends[0]), writing(ends[1]);
  expect_refused_fd(Carrier::memory_file, std::move(reading), 100, "not sealed");
}

TEST(Link, MemorySmallerThanItsMessageIsRefused) {
  expect_refused_fd(Carrier::memory_file, *make_memory_file(10), 4096, "smaller than its message");
}

TEST(Link, AMessageSizeBeyondTheLimitIsRefusedBeforeMemoryIsTaken) {
  expect_refused_fd(Carrier::memory_file, *make_memory_file(10), ~std::uint64_t{0}, "too large");
}

TEST(Link, APoolLargerThanTheLimitIsRefused) {
  Limits limits;
  expect_refused_fd(Carrier::pool_offer, *make_memory_file(64 + 2 * limits.pool_bytes), 0,
                    "larger than the limit");
}

TEST(Link, RecordsOfOnePacketNameNoMoreThanThePoolHas) {
  auto [link, socket] = hostile();
  PoolWriter pool = *PoolWriter::create(1 << 20);
  Link sender = *Link::adopt(std::move(socket));
  send_with_fd(sender.fd(), record({0, Carrier::pool_offer, 1, 0}, {}), pool.fd());
  ASSERT_TRUE(link.receive([](Bytes, auto&) {}));
  std::vector<std::byte> packet;
  for (std::uint64_t i = 0; i < 100; ++i) {
    const PoolRegion region{i << 20, 1 << 19};
    const auto one =
        record({sizeof region, Carrier::pooled, 0, 0}, std::as_bytes(std::span(&region, 1)));
    packet.insert(packet.end(), one.begin(), one.end());
  }
  send_raw(sender.fd(), packet);
  int given = 0;
  auto got = link.receive([&](Bytes, auto&) { ++given; });
  ASSERT_FALSE(got);
  EXPECT_THAT(got.error().message, HasSubstr("larger than their pool"));
  EXPECT_EQ(given, 2);
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

TEST(Pool, ARegionIsReadOnceAndInTheOrderOfSending) {
  auto writer = PoolWriter::create(4096);
  auto reader = PoolReader::open(dup_fd(writer->fd()), 4096);
  ASSERT_TRUE(reader);
  std::vector<std::byte> out;
  EXPECT_TRUE(reader->read({64, 64}, out));
  EXPECT_FALSE(reader->read({64, 64}, out));
  EXPECT_FALSE(reader->read({0, 64}, out));
  EXPECT_TRUE(reader->read({128, 64}, out));
}

TEST(Pool, ARegionOutsideThePoolIsAnError) {
  auto writer = PoolWriter::create(4096);
  ASSERT_TRUE(writer);
  auto reader = PoolReader::open(dup_fd(writer->fd()), 4096);
  ASSERT_TRUE(reader);
  std::vector<std::byte> out;
  EXPECT_FALSE(reader->read({4000, 200}, out));
  EXPECT_FALSE(reader->read({0, ~std::uint64_t{0}}, out));
  EXPECT_FALSE(reader->read({~std::uint64_t{0}, 64}, out).has_value() && out.size() > 4096);
}

TEST(Pool, AReaderThatLiesAboutItsPlaceHarmsNobodyElse) {
  auto writer = PoolWriter::create(4096);
  ASSERT_TRUE(writer);
  for (std::uint64_t lie : {~std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1} << 40}) {
    ASSERT_EQ(pwrite(writer->fd(), &lie, sizeof lie, 0), static_cast<ssize_t>(sizeof lie));
    std::string text(1000, 'x');
    Bytes part = bytes_of(text);
    for (int i = 0; i < 10; ++i) {
      auto region = writer->write(std::span(&part, 1), part.size());
      if (region) {
        EXPECT_LE(region->position % 4096 + region->size, 4096u);
      }
    }
  }
}

}  // namespace
}  // namespace cation::link
