#include "shell/peer_source.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace cation::shell {
namespace {

struct LoopRelease {
  void operator()(GMainLoop* loop) const { g_main_loop_unref(loop); }
};

class PeerSourceTest : public testing::Test {
 protected:
  PeerSourceTest() {
    auto pair = link::Link::socket_pair();
    ours_ = std::make_unique<ipc::Peer>(*link::Link::adopt(std::move(pair->first)));
    theirs_ = std::make_unique<ipc::Peer>(*link::Link::adopt(std::move(pair->second)));
  }
  void watch(PeerSource::Handler handler) {
    source_ = std::make_unique<PeerSource>(*ours_, std::move(handler),
                                           [this](std::optional<Error> error) {
                                             ++closed_;
                                             error_ = std::move(error);
                                             quit();
                                           });
  }
  void run() { g_main_loop_run(loop_.get()); }
  void quit() { g_main_loop_quit(loop_.get()); }
  static ipc::Message word(std::string_view channel) {
    return {.kind = ipc::Kind::send, .channel = channel};
  }

  std::unique_ptr<GMainLoop, LoopRelease> loop_{g_main_loop_new(nullptr, FALSE)};
  std::unique_ptr<ipc::Peer> ours_;
  std::unique_ptr<ipc::Peer> theirs_;
  std::unique_ptr<PeerSource> source_;
  int closed_ = 0;
  std::optional<Error> error_;
};

TEST_F(PeerSourceTest, WhatComesInIsDispatchedInOrder) {
  std::vector<std::string> heard;
  watch([&](const ipc::Message& message, auto&) {
    heard.emplace_back(message.channel);
    if (heard.size() == 500) quit();
  });
  for (int i = 0; i < 500; ++i) {
    ASSERT_TRUE(theirs_->post(word(std::to_string(i))));
    ASSERT_TRUE(theirs_->link().flush());
  }
  run();
  for (int i = 0; i < 500; ++i) EXPECT_EQ(heard[i], std::to_string(i));
}

TEST_F(PeerSourceTest, WhatATurnHasPostedIsFlushedBeforeTheLoopSleeps) {
  watch([&](const ipc::Message&, auto&) { ASSERT_TRUE(ours_->post(word("answer"))); });
  ASSERT_TRUE(theirs_->post(word("question")));
  ASSERT_TRUE(theirs_->link().flush());
  g_main_context_iteration(nullptr, TRUE);
  while (g_main_context_iteration(nullptr, FALSE)) {
  }
  std::string heard;
  ASSERT_TRUE(
      theirs_->dispatch([&](const ipc::Message& message, auto&) { heard = message.channel; }));
  EXPECT_EQ(heard, "answer");
}

TEST_F(PeerSourceTest, WhatDoesNotFitIsSentWhenThereIsRoom) {
  constexpr int count = 20'000;
  const std::vector<std::byte> body(200);
  watch([&](const ipc::Message&, auto&) { quit(); });
  for (int i = 0; i < count; ++i) {
    auto message = word("fill");
    message.body = body;
    ASSERT_TRUE(ours_->post(message));
  }
  ASSERT_TRUE(ours_->link().flush());
  ASSERT_TRUE(ours_->link().wants_write());
  int heard = 0;
  while (heard < count) {
    g_main_context_iteration(nullptr, FALSE);
    ASSERT_TRUE(theirs_->dispatch([&](const ipc::Message&, auto&) { ++heard; }));
  }
  EXPECT_EQ(heard, count);
}

TEST_F(PeerSourceTest, TheEndOfTheOtherSideIsToldOnceAfterItsLastWord) {
  std::vector<std::string> heard;
  watch([&](const ipc::Message& message, auto&) { heard.emplace_back(message.channel); });
  ASSERT_TRUE(theirs_->post(word("last")));
  ASSERT_TRUE(theirs_->link().flush());
  theirs_->link().close();
  run();
  while (g_main_context_iteration(nullptr, FALSE)) {
  }
  EXPECT_EQ(heard, std::vector<std::string>{"last"});
  EXPECT_EQ(closed_, 1);
  EXPECT_FALSE(error_);
}

TEST_F(PeerSourceTest, ALinkThatIsFoundClosedWhileSendingIsToldToo) {
  watch([](const ipc::Message&, auto&) {});
  theirs_->link().close();
  ASSERT_TRUE(ours_->post(word("nobody hears")));
  run();
  EXPECT_EQ(closed_, 1);
}

TEST_F(PeerSourceTest, AWordThatIsNoWordIsAnError) {
  watch([](const ipc::Message&, auto&) {});
  ASSERT_TRUE(theirs_->link().post(std::as_bytes(std::span("nonsense"))));
  ASSERT_TRUE(theirs_->link().flush());
  run();
  EXPECT_EQ(closed_, 1);
  EXPECT_TRUE(error_);
}

}  // namespace
}  // namespace cation::shell
