#include "ipc/peer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace cation::ipc {
namespace {

using ::testing::ElementsAre;

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}
std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

struct Ends {
  Peer a, b;
};

Ends connected() {
  auto pair = link::Link::socket_pair();
  return {Peer(*link::Link::adopt(std::move(pair->first))),
          Peer(*link::Link::adopt(std::move(pair->second)))};
}

TEST(Message, ReadsBackWhatItsHeaderSays) {
  Message message{Kind::invoke, 7, 0x1234567890abcdef, 42, "a channel", bytes_of("body")};
  auto header = header_of(message);
  std::string bytes = text_of(header) + "a channel" + "body";
  auto read = parse_message(bytes_of(bytes));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->kind, Kind::invoke);
  EXPECT_EQ(read->call, 7u);
  EXPECT_EQ(read->page, 0x1234567890abcdefu);
  EXPECT_EQ(read->frame, 42u);
  EXPECT_EQ(read->channel, "a channel");
  EXPECT_EQ(text_of(read->body), "body");
}

TEST(Message, BytesThatAreNoneAreAnError) {
  EXPECT_FALSE(parse_message(bytes_of("short")));
  std::string zeroes(header_bytes, '\0');
  EXPECT_FALSE(parse_message(bytes_of(zeroes))) << "kind 0 does not exist";
  Message message{Kind::send, 0, 0, 0, std::string_view("cut off"), {}};
  auto header = header_of(message);
  EXPECT_FALSE(parse_message(header)) << "the channel's name is missing";
}

TEST(Peer, ARefusedChannelNameSendsNothing) {
  auto [a, b] = connected();
  std::string name(max_channel_bytes + 1, 'x');
  EXPECT_FALSE(a.post({.kind = Kind::send, .channel = name}));
  EXPECT_FALSE(a.link().wants_write());
}

TEST(Peer, ACallThatWaitsGetsItsAnswerAndKeepsTheRestInOrder) {
  auto [a, b] = connected();
  std::thread other([&b = b] {
    bool done = false;
    while (!done) {
      ASSERT_TRUE(b.link().wait_readable());
      ASSERT_TRUE(b.dispatch([&](const Message& message, auto&) {
        ASSERT_EQ(message.kind, Kind::send_sync);
        ASSERT_TRUE(b.post({.kind = Kind::send, .channel = "first"}));
        ASSERT_TRUE(
            b.post({.kind = Kind::resolve, .call = message.call + 1, .body = bytes_of("other")}));
        ASSERT_TRUE(
            b.post({.kind = Kind::resolve, .call = message.call, .body = bytes_of("mine")}));
        ASSERT_TRUE(b.post({.kind = Kind::send, .channel = "second"}));
        ASSERT_TRUE(b.link().flush());
        done = true;
      }));
    }
  });
  std::string answer;
  ASSERT_TRUE(a.call_and_wait({.kind = Kind::send_sync, .call = a.next_call(), .channel = "ask"},
                              [&](const Message& reply) { answer = text_of(reply.body); }));
  other.join();
  EXPECT_EQ(answer, "mine");
  EXPECT_TRUE(a.has_backlog());
  std::vector<std::string> rest;
  EXPECT_EQ(*a.dispatch([&](const Message& message, auto&) {
    rest.push_back(message.kind == Kind::send ? std::string(message.channel)
                                              : text_of(message.body));
  }),
            Peer::State::idle);
  EXPECT_THAT(rest, ElementsAre("first", "other", "second"));
}

TEST(Peer, ACallThatWaitsEndsWhenTheOtherSideCloses) {
  auto [a, b] = connected();
  std::thread other([&b = b] {
    ASSERT_TRUE(b.link().wait_readable());
    b.link().close();
  });
  auto done = a.call_and_wait({.kind = Kind::send_sync, .call = 1, .channel = "ask"},
                              [](const Message&) { FAIL() << "nobody answered"; });
  other.join();
  EXPECT_EQ(done.error().code, "ERR_LINK_CLOSED");
}

TEST(Peer, ACallInsideAHandlerKeepsTheOrderOfWhatIsLeft) {
  auto [a, b] = connected();
  ASSERT_TRUE(a.post({.kind = Kind::send, .channel = "1"}));
  ASSERT_TRUE(a.post({.kind = Kind::send, .channel = "2"}));
  ASSERT_TRUE(a.link().flush());
  ASSERT_TRUE(a.post({.kind = Kind::send, .channel = "3"}));
  ASSERT_TRUE(a.post({.kind = Kind::resolve, .call = 9}));
  ASSERT_TRUE(a.link().flush());
  std::vector<std::string> order;
  ASSERT_TRUE(b.dispatch([&, &b = b](const Message& message, auto&) {
    order.emplace_back(message.channel);
    if (order.size() == 1) {
      ASSERT_TRUE(b.call_and_wait({.kind = Kind::send_sync, .call = 9, .channel = "ask"},
                                  [&](const Message&) { order.emplace_back("answer"); }));
    }
  }));
  EXPECT_THAT(order, ElementsAre("1", "answer", "2", "3"));
}

TEST(Peer, AMessageThatIsNoneClosesTheLink) {
  auto [a, b] = connected();
  ASSERT_TRUE(a.link().post(bytes_of("nonsense")));
  ASSERT_TRUE(a.link().flush());
  auto state = b.dispatch([](const Message&, auto&) { FAIL() << "nonsense was handled"; });
  EXPECT_FALSE(state);
  EXPECT_FALSE(b.is_open());
}

TEST(Peer, ABatchIsBoundedSoThatTheLoopGetsItsTurn) {
  auto [a, b] = connected();
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(a.post({.kind = Kind::send, .channel = "x"}));
    ASSERT_TRUE(a.link().flush());
  }
  int seen = 0;
  auto count = [&](const Message&, auto&) { ++seen; };
  EXPECT_EQ(*b.dispatch(count, 3), Peer::State::more);
  EXPECT_EQ(seen, 3);
  EXPECT_EQ(*b.dispatch(count, 3), Peer::State::idle);
  EXPECT_EQ(seen, 5);
}

}  // namespace
}  // namespace cation::ipc
