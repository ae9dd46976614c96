// What a web process hears of a peer that says more than it can hear: in turns.

#include "renderer/link_source.h"

#include <gtest/gtest.h>

#include <vector>

#include "link/link.h"

namespace cation::renderer {
namespace {

class LinkSourceTest : public ::testing::Test {
 public:
  LinkSourceTest() {
    auto sockets = *link::Link::socket_pair();
    peer_.emplace(*link::Link::adopt(std::move(sockets.first)));
    stranger_.emplace(*link::Link::adopt(std::move(sockets.second)));
    source_.emplace(
        *peer_, linger_, [this](const ipc::Message&, auto&) { ++heard_; },
        [this](const std::optional<Error>&) { is_closed_ = true; });
  }
  /// Posts messages, which leave as few packets.
  void say(int count, std::size_t bytes) {
    const std::vector<std::byte> body(bytes);
    for (int i = 0; i < count; ++i)
      ASSERT_TRUE(stranger_->post({.kind = ipc::Kind::port_met, .channel = {}, .body = body}));
    ASSERT_TRUE(stranger_->link().flush());
  }
  /// Hears what a turn takes that is over at once.
  void hear() { (void)source_->hear(g_get_monotonic_time()); }

  std::optional<ipc::Peer> peer_;
  std::optional<ipc::Peer> stranger_;
  Linger linger_;
  std::optional<LinkSource> source_;
  int heard_ = 0;
  bool is_closed_ = false;
};

TEST_F(LinkSourceTest, APacketOfManyLargeMessagesIsHeardInTurns) {
  say(20, std::size_t{1} << 20);
  for (int turn = 1; turn <= 20; ++turn) {
    hear();
    EXPECT_EQ(heard_, turn);
  }
}

TEST_F(LinkSourceTest, WhatHasArrivedIsHeardWhateverComesBehindIt) {
  say(10, 8);
  const std::uint64_t arrived = source_->arrived();
  EXPECT_FALSE(source_->has_heard(arrived));
  // More comes as fast as it is heard.
  int turns = 0;
  for (; !source_->has_heard(arrived) && turns < 100; ++turns) {
    say(10, 8);
    hear();
  }
  EXPECT_GE(heard_, 10);
  EXPECT_LT(turns, 15);
  EXPECT_FALSE(source_->has_heard(source_->arrived())) << "the rest waits";
}

TEST_F(LinkSourceTest, NothingMoreIsHeardOfAPeerThatHasGone) {
  say(1, 8);
  const std::uint64_t arrived = source_->arrived();
  stranger_.reset();
  for (int turns = 0; turns < 5 && !is_closed_; ++turns) hear();
  EXPECT_TRUE(is_closed_);
  EXPECT_EQ(heard_, 1);
  EXPECT_TRUE(source_->has_heard(arrived));
}

}  // namespace
}  // namespace cation::renderer
