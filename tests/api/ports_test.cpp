#include "app_fixture.h"

namespace cation {
namespace {

using ::testing::ElementsAre;
using namespace std::chrono_literals;

TEST_F(AppTest, ACoroutineReceivesWhatTheOtherPortPostsUntilItIsClosed) {
  run([](App& app) -> Task<> {
    auto [near, far] = MessageChannel::create(app);
    EXPECT_TRUE(near.post_message("one"));
    EXPECT_TRUE(near.post_message(std::vector{1, 2}));
    near.close();
    std::vector<std::string> got;
    for (;;) {
      auto receiving = far.receive();
      auto message = co_await receiving;
      if (!message) break;
      got.push_back(message->data.debug_string());
    }
    EXPECT_THAT(got, ElementsAre("\"one\"", "[1, 2]"));
    EXPECT_TRUE(far.is_closed());
    EXPECT_TRUE(far.post_message("nobody hears"));
  });
}

TEST_F(AppTest, AReceiverWaitsForAMessage) {
  run([](App& app) -> Task<> {
    auto channel = MessageChannel::create(app);
    app.post([&] { (void)channel.port1.post_message("late"); });
    auto receiving = channel.port2.receive();
    auto message = co_await receiving;
    EXPECT_TRUE(message);
    EXPECT_EQ(message->data, Value("late"));
  });
}

TEST_F(AppTest, AListenerHearsInOrderAndThenOfTheClose) {
  run([](App& app) -> Task<> {
    auto channel = MessageChannel::create(app);
    Completion<bool> closed;
    std::vector<int> got;
    channel.port2.on_message([&](PortMessage message) { got.push_back(message.data.value_or(0)); });
    channel.port2.on_close([closed] { closed.complete(true); });
    for (int i = 1; i <= 3; ++i) EXPECT_TRUE(channel.port1.post_message(i));
    channel.port1.close();
    co_await closed;
    EXPECT_THAT(got, ElementsAre(1, 2, 3));
  });
}

TEST_F(AppTest, APortIsClosedWithItsOwner) {
  run([](App& app) -> Task<> {
    auto channel = MessageChannel::create(app);
    {
      MessagePort dropped = std::move(channel.port1);
    }
    EXPECT_TRUE(channel.port1.is_closed());
    auto receiving = channel.port2.receive();
    EXPECT_FALSE(co_await receiving);
  });
}

TEST_F(AppTest, APortGoesThroughAPortWithWhatWaitsForIt) {
  run([](App& app) -> Task<> {
    auto outer = MessageChannel::create(app);
    auto inner = MessageChannel::create(app);
    EXPECT_TRUE(inner.port1.post_message("early"));
    EXPECT_TRUE(outer.port1.post_message("take it", inner.port2));
    EXPECT_TRUE(inner.port2.is_closed());
    auto receiving = outer.port2.receive();
    auto message = co_await receiving;
    EXPECT_EQ(message->ports.size(), 1u);
    auto within = message->ports.at(0).receive();
    EXPECT_EQ((co_await within)->data, Value("early"));
  });
}

TEST_F(AppTest, APortThatCannotBeHandedOnStaysAndSaysWhy) {
  run([](App& app) -> Task<> {
    auto channel = MessageChannel::create(app);
    auto other = MessageChannel::create(app);
    std::vector<MessagePort> ports;
    ports.push_back(std::move(other.port1));
    ports.push_back(std::move(other.port1));
    auto posted = channel.port1.post_message("no", ports);
    EXPECT_FALSE(posted);
    EXPECT_EQ(posted.error().code, "ERR_PORT");
    EXPECT_EQ(ports.size(), 2u);
    EXPECT_FALSE(ports[0].is_closed());
    auto contents = co_await page(app);
    EXPECT_TRUE(contents.post_message("a page", "with a port", ports[0]));
    EXPECT_TRUE(ports[0].is_closed());
  });
}

TEST_F(AppTest, PortsOutliveTheirApp) {
  std::optional<MessageChannel> channel;
  run([&](App& app) -> Task<> {
    channel.emplace(MessageChannel::create(app));
    co_return;
  });
  app.reset();
  EXPECT_TRUE(channel->port1.post_message("nobody hears"));
  channel->port1.close();
  EXPECT_TRUE(channel->port1.is_closed());
}

TEST_F(AppTest, AReceiverIsWokenByTheClosingOfItsOwnPort) {
  run([](App& app) -> Task<> {
    auto channel = MessageChannel::create(app);
    app.post([&] { channel.port2.close(); });
    auto receiving = channel.port2.receive();
    EXPECT_FALSE(co_await receiving);
  });
}

}  // namespace
}  // namespace cation
