#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "main/host.h"

namespace cation::main {

class Silent : public Listener {
 public:
  void on_send(const ipc::Frame&, std::string_view, ipc::Body) override {}
  void on_send_sync(const ipc::Frame&, std::string_view, ipc::Body, ipc::Reply) override {}
  void on_invoke(const ipc::Frame&, ipc::HandlerId, std::string_view, ipc::Body,
                 ipc::Reply) override {}
  void on_post(const ipc::Frame&, std::string_view, ipc::Body, std::vector<ipc::PortId>) override {}
  void on_port_message(ipc::PortId, ipc::Body, std::vector<ipc::PortId>) override {}
  void on_port_closed(ipc::PortId) override {}
};

/// A Host on a loop of its own, with the shell that fake_shell.cpp describes.
class HostTest : public ::testing::Test {
 protected:
  HostTest() { uv_loop_init(&loop_); }
  ~HostTest() override {
    host.reset();
    subscriptions.clear();
    uv_run(&loop_, UV_RUN_DEFAULT);
    EXPECT_EQ(uv_loop_close(&loop_), 0) << "a handle was left";
  }

  void start(std::string folder = FAKE_SHELL_FOLDER) {
    auto started =
        Host::start({.loop = &loop_, .folder = std::move(folder), .app_name = "Test"}, silent_);
    ASSERT_TRUE(started) << started.error().message;
    host = std::move(*started);
    on(host->app().ready, [this] { note("ready"); });
    on(host->app().failed, [this](const Error& error) { note("failed " + error.code); });
    on(host->app().exited, [this](int code) { note("exited " + std::to_string(code)); });
  }
  /// Runs until the app has exited.
  void run() {
    on(host->app().exited, [this](int) { uv_stop(&loop_); });
    const Timer hang(&loop_, 20'000, [this] {
      note("hangs");
      uv_stop(&loop_);
    });
    uv_run(&loop_, UV_RUN_DEFAULT);
  }
  template <typename Event, typename Listener>
  void on(Event& event, Listener listener) {
    subscriptions.push_back(event.subscribe(std::move(listener)));
  }
  void note(std::string text) { notes.push_back(std::move(text)); }

  std::unique_ptr<Host> host;
  std::vector<std::string> notes;
  std::vector<Subscription> subscriptions;

  uv_loop_t& loop() { return loop_; }

 private:
  uv_loop_t loop_;
  Silent silent_;
};

}  // namespace cation::main
