// What a renderer takes from another one that may say anything.

#include "ipc/direct_ports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cation::ipc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::uint32_t link_number = 6;
constexpr std::uint32_t our_frame = 3;
constexpr std::uint32_t our_port = 8;
constexpr std::uint32_t their_frame = 5;
constexpr std::uint32_t their_port = 12;

class DirectPortsTest : public ::testing::Test, public DirectOwner {
 public:
  void SetUp() override {
    auto sockets = *link::Link::socket_pair();
    stranger.emplace(*link::Link::adopt(std::move(sockets.second)));
    std::vector<link::UniqueFd> fds;
    fds.push_back(std::move(sockets.first));
    show_way({link_number, their_frame, their_port, 0, 70}, std::move(fds));
    ports.flush();
    EXPECT_THAT(heard_by_stranger(), ElementsAre("met 12"));
  }

  void show_way(PortWay way, std::vector<link::UniqueFd> fds = {}) {
    const auto body = way_body(way);
    ports.on_way({.kind = Kind::port_way,
                  .call = our_port,
                  .page = 40,
                  .frame = our_frame,
                  .channel = {},
                  .body = body},
                 fds);
  }

  /// The other renderer says something, and it is heard. Whether the link is still open.
  bool say(Kind kind, const std::vector<std::byte>& body, std::uint32_t frame = our_frame,
           std::uint32_t port = our_port) {
    EXPECT_TRUE(stranger->post(
        {.kind = kind, .call = port, .page = 99, .frame = frame, .channel = {}, .body = body}));
    EXPECT_TRUE(stranger->link().flush());
    EXPECT_TRUE(
        peer->dispatch([&](const Message& message, auto&) { ports.take(link_number, message); }));
    ports.flush();
    return peer->is_open();
  }
  bool meet(bool answer) {
    return say(Kind::port_met, met_body({their_frame, their_port, answer}));
  }

  /// A script posts through our port.
  bool post_straight(std::uint32_t sequence, std::vector<PortEntry> carried = {}) {
    const auto body = port_head(sequence, carried);
    return ports
        .post({.kind = Kind::port_message,
               .call = our_port,
               .page = 40,
               .frame = our_frame,
               .channel = {},
               .body = body})
        .has_value();
  }

  std::vector<std::string> heard_by_stranger() {
    std::vector<std::string> heard;
    (void)stranger->dispatch([&](const Message& message, auto&) {
      heard.push_back((message.kind == Kind::port_met ? "met " : "message ") +
                      std::to_string(message.call));
    });
    return heard;
  }

  void post_to_main(const Message& message) override {
    to_main.push_back(std::to_string(static_cast<int>(message.kind)) + " of " +
                      std::to_string(message.call) + ": " +
                      std::to_string(*parse_number(message.body)));
  }
  void deliver(const Message& message) override {
    delivered.push_back("page " + std::to_string(message.page) + " port " +
                        std::to_string(message.call));
  }
  void on_opened(std::uint32_t, Peer& opened) override { peer = &opened; }
  void on_done(std::uint32_t link) override { done = link; }

  DirectPorts ports{*this};
  std::optional<Peer> stranger;
  Peer* peer = nullptr;
  std::vector<std::string> to_main;
  std::vector<std::string> delivered;
  std::uint32_t done = 0;
};

TEST_F(DirectPortsTest, WhoAsksAgainAndAgainIsAnsweredOnce) {
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(meet(false));
  ports.flush();
  EXPECT_THAT(heard_by_stranger(), ElementsAre("met 12"));
}

TEST_F(DirectPortsTest, LinksOnWhichTheOtherSideDoesNotSayItsLastWordEndAllTheSame) {
  std::vector<Peer> strangers;
  const auto close = [&](std::uint32_t number) {
    const auto body = number_body(number);
    ports.on_link_closing({.kind = Kind::link_closing, .channel = {}, .body = body});
    if (done != 0) ports.remove(std::exchange(done, 0));
  };
  close(link_number);
  for (std::uint32_t number = 10; number < 100; number += 2) {
    auto sockets = *link::Link::socket_pair();
    strangers.emplace_back(*link::Link::adopt(std::move(sockets.second)));
    std::vector<link::UniqueFd> fds;
    fds.push_back(std::move(sockets.first));
    show_way({number, their_frame, their_port, 0, 70}, std::move(fds));
    close(number);
  }
  EXPECT_EQ(ports.count(), DirectPorts::max_closing);
}

TEST_F(DirectPortsTest, MessagesGoByMainUntilTheOtherEndHears) {
  EXPECT_FALSE(post_straight(0));
  EXPECT_TRUE(meet(false));
  EXPECT_TRUE(post_straight(1));
  ports.flush();
  EXPECT_THAT(heard_by_stranger(), ElementsAre("met 12", "message 12"));
}

TEST_F(DirectPortsTest, AMessageThatCarriesPortsGoesByMain) {
  EXPECT_TRUE(meet(true));
  EXPECT_FALSE(post_straight(0, {{2, 0, 0}}));
  EXPECT_TRUE(post_straight(1));
}

TEST_F(DirectPortsTest, APortThatNobodyKnowsMakesNoWay) {
  EXPECT_TRUE(say(Kind::port_met, met_body({their_frame, their_port + 2, false})));
  EXPECT_FALSE(post_straight(0));
}

TEST_F(DirectPortsTest, WhatIsHeardIsForThePageThatMainHasNamed) {
  EXPECT_TRUE(say(Kind::port_message, port_head(0, {})));
  EXPECT_THAT(delivered, ElementsAre("page 40 port 8"));
}

TEST_F(DirectPortsTest, PortsThatMainHasNotJoinedAreOutOfReach) {
  EXPECT_TRUE(say(Kind::port_message, port_head(0, {}), our_frame, our_port + 2));
  EXPECT_TRUE(say(Kind::port_message, port_head(0, {}), our_frame + 1, our_port));
  EXPECT_THAT(delivered, IsEmpty());
}

TEST_F(DirectPortsTest, WhoBreaksTheProtocolIsHeardNoMore) {
  EXPECT_FALSE(say(Kind::send, {}));
  EXPECT_FALSE(post_straight(0));
}

TEST_F(DirectPortsTest, PortsDoNotComeStraight) {
  const PortEntry carried{2, 0, 0};
  EXPECT_FALSE(say(Kind::port_message, port_head(0, {&carried, 1})));
  EXPECT_THAT(delivered, IsEmpty());
}

TEST_F(DirectPortsTest, AMessageThatIsNoneEndsTheLink) {
  EXPECT_FALSE(say(Kind::port_message, std::vector<std::byte>(7)));
}

TEST_F(DirectPortsTest, AMeetingThatIsNoneEndsTheLink) {
  EXPECT_FALSE(say(Kind::port_met, std::vector<std::byte>(7)));
}

TEST_F(DirectPortsTest, WhoHasHandedTheOtherEndOnSaysNoMoreThanItHadSent) {
  EXPECT_TRUE(meet(true));
  EXPECT_TRUE(post_straight(0));
  show_way({.until = 2});
  EXPECT_THAT(to_main, ElementsAre("24 of 8: 1")) << "how many have gone";
  EXPECT_FALSE(post_straight(1));
  EXPECT_TRUE(say(Kind::port_message, port_head(1, {})));
  EXPECT_TRUE(say(Kind::port_message, port_head(2, {})));
  EXPECT_EQ(delivered.size(), 1U);
}

TEST_F(DirectPortsTest, ADocumentThatGoesTellsHowManyHaveGoneStraight) {
  EXPECT_TRUE(meet(true));
  EXPECT_TRUE(post_straight(0));
  ports.on_frame_gone(our_frame);
  EXPECT_THAT(to_main, ElementsAre("22 of 8: 1"));
  EXPECT_FALSE(post_straight(1));
}

TEST_F(DirectPortsTest, TheLinkEndsWhenBothHaveSaidTheirLastWord) {
  const auto body = number_body(link_number);
  ports.on_link_closing({.kind = Kind::link_closing, .channel = {}, .body = body});
  EXPECT_EQ(done, 0U);
  EXPECT_FALSE(post_straight(0));
  EXPECT_TRUE(say(Kind::link_closing, {}));
  EXPECT_EQ(done, link_number);
  ports.remove(link_number);
  EXPECT_EQ(ports.count(), 0U);
}

}  // namespace
}  // namespace cation::ipc
