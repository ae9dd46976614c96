// A peer that does not keep to the format: its link is closed, and nothing of it is a message.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "link/link.h"
#include "link/memory_file.h"
#include "link/pool.h"
#include "link/record.h"

namespace cation::link {
namespace {

using ::testing::HasSubstr;

/// Sends raw bytes and descriptors, as a peer that does not keep to the format would.
void send_raw(int socket, Bytes bytes) {
  ASSERT_EQ(send(socket, bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
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

}  // namespace
}  // namespace cation::link
