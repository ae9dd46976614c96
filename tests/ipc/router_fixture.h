#pragma once

// A Router, renderers that may say anything, and what it tells of them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "clone/decoder.h"
#include "clone/encoder.h"
#include "ipc/router.h"

namespace cation::ipc {

inline std::vector<std::byte> clone_of(std::vector<Value> arguments) {
  return *clone::encode(Value::array(std::move(arguments)));
}

/// Writes down what it is told.
class Recorder : public Delegate {
 public:
  void on_send(const Frame& sender, std::string_view channel, Body arguments) override {
    note("send " + std::string(channel) + " " + clone::decode(arguments)->debug_string());
    last_sender = sender.key;
    if (while_sending) while_sending();
  }
  void on_send_sync(const Frame&, std::string_view channel, Body, Reply reply) override {
    note("sync " + std::string(channel));
    replies.push_back(std::move(reply));
  }
  void on_invoke(const Frame&, HandlerId handler, std::string_view channel, Body,
                 Reply reply) override {
    note("invoke " + std::string(channel) + " by " + std::to_string(handler));
    replies.push_back(std::move(reply));
  }
  void on_read_file(const Frame&, std::string_view path, Reply reply) override {
    note("read " + std::string(path));
    replies.push_back(std::move(reply));
  }
  void on_read_environment(const Frame&, Reply reply) override {
    note("environment");
    replies.push_back(std::move(reply));
  }
  void on_guest(const Frame&, std::string_view word, Body, std::optional<Reply> reply) override {
    note("guest " + std::string(word));
    if (reply) replies.push_back(std::move(*reply));
  }
  void on_to_guest(const Frame&, ContentsId guest, std::string_view channel, Body) override {
    note("to guest " + std::to_string(guest) + " " + std::string(channel));
  }
  void on_to_host(const Frame&, std::string_view channel, Body) override {
    note("to host " + std::string(channel));
  }
  void on_post(const Frame&, std::string_view channel, Body message,
               std::vector<PortId> carried) override {
    note("post " + std::string(channel) + " " + clone::decode(message)->debug_string());
    ports.insert(ports.end(), carried.begin(), carried.end());
  }
  void on_port_message(PortId port, Body message, std::vector<PortId> carried) override {
    note("port " + std::to_string(port) + " " + clone::decode(message)->debug_string());
    ports.insert(ports.end(), carried.begin(), carried.end());
  }
  void on_port_closed(PortId port) override { note("port " + std::to_string(port) + " closed"); }
  void on_ports_due() override { note("due"); }
  void on_frame_attached(const Frame& frame) override { note("attached " + frame.url); }
  void on_frame_detached(const Frame& frame) override {
    note("detached " + frame.url);
    if (while_detaching) while_detaching();
  }
  void on_place_ended(PlaceId place) override { ended_places.push_back(place); }
  void on_frame_event(const Frame&, std::string_view name, const Value&) override {
    note("event " + std::string(name));
  }
  void on_resumed(RendererId) override { note("resumed"); }
  void on_broken(RendererId, const std::string& why, const std::vector<ContentsId>&) override {
    broken.push_back(why);
  }
  void on_closed(RendererId) override { note("closed"); }

  std::vector<std::string> take() { return std::exchange(notes_, {}); }
  std::deque<Reply> replies;
  std::vector<PortId> ports;
  FrameKey last_sender;
  std::vector<PlaceId> ended_places;
  /// Why renderers were ended.
  std::vector<std::string> broken;
  std::function<void()> while_sending;
  std::function<void()> while_detaching;

 private:
  void note(std::string text) { notes_.push_back(std::move(text)); }
  std::vector<std::string> notes_;
};

/// The far end of a connection: a renderer that may say anything.
struct Page {
  explicit Page(Router& router) {
    auto pair = link::Link::socket_pair();
    id = router.adopt(*link::Link::adopt(std::move(pair->first)));
    peer.emplace(*link::Link::adopt(std::move(pair->second)));
  }
  void say(const Message& message) {
    ASSERT_TRUE(peer->post(message));
    ASSERT_TRUE(peer->link().flush());
  }
  void hello(std::string_view token) { say({.kind = Kind::hello, .channel = token}); }
  void attach(std::uint64_t page, std::uint32_t frame, std::string_view url, bool main = true) {
    auto body = clone_of({Value::object({{"url", url}, {"main", main}})});
    say({.kind = Kind::frame_attached, .page = page, .frame = frame, .body = body});
  }
  /// An iframe's document; `engine_frame` tells the iframe.
  void embed(std::uint32_t frame, std::uint32_t parent, std::uint32_t engine_frame) {
    auto body = clone_of({Value::object({{"url", std::to_string(frame)},
                                         {"main", false},
                                         {"parent", parent},
                                         {"frameId", engine_frame}})});
    say({.kind = Kind::frame_attached, .page = 100, .frame = frame, .body = body});
  }
  void call(Kind kind, std::uint64_t page, std::uint32_t frame, std::string_view channel,
            std::vector<Value> arguments = {}, std::uint32_t call = 0) {
    auto body = clone_of(std::move(arguments));
    say({.kind = kind,
         .call = call,
         .page = page,
         .frame = frame,
         .channel = channel,
         .body = body});
  }
  /// With the head of a message with ports, and the clone of one value.
  void post(Kind kind, std::uint32_t frame, std::string_view channel, std::uint32_t number,
            const std::vector<PortEntry>& carried, const Value& value) {
    auto body = port_head(0, carried);
    const auto clone = *clone::encode(value);
    body.insert(body.end(), clone.begin(), clone.end());
    say({.kind = kind,
         .call = number,
         .page = 100,
         .frame = frame,
         .channel = channel,
         .body = body});
  }
  /// What main has said by now.
  std::vector<std::string> heard() {
    std::vector<std::string> messages;
    (void)peer->dispatch([&](const Message& message, auto&) {
      std::string what = message.kind == Kind::send      ? "send "
                         : message.kind == Kind::resolve ? "resolve "
                         : message.kind == Kind::reject  ? "reject "
                                                         : "execute ";
      std::string body = message.body.empty() ? "" : clone::decode(message.body)->debug_string();
      what += std::to_string(message.frame) + " " + std::string(message.channel);
      messages.push_back(what + (message.call ? "#" + std::to_string(message.call) : "") + " " +
                         body);
    });
    return messages;
  }
  bool is_open() {
    (void)heard();
    return peer->is_open();
  }
  RendererId id = 0;
  std::optional<Peer> peer;
};

/// All that a renderer has said, however long that takes.
inline Turn all() {
  return {.packets = 100'000,
          .messages = ~std::size_t{0},
          .bytes = ~std::size_t{0},
          .time = std::chrono::minutes(1)};
}

class RouterTest : public ::testing::Test {
 protected:
  /// A page that proves itself and shows one document: all that it says, unread.
  static Page page_of(Router& router, std::string_view token = "token", ContentsId contents = 7,
                      std::uint64_t number = 100, std::uint32_t frame = 1,
                      std::string_view url = "file:///a") {
    router.open(contents);
    router.expect(token);
    router.bind(contents, number, token);
    Page page(router);
    page.hello(token);
    page.attach(number, frame, url);
    return page;
  }
  /// One that is read, with document 1 on page 100 of contents 7.
  Page loaded_page() {
    Page page = page_of(router);
    read(page);
    EXPECT_THAT(delegate.take(), ::testing::ElementsAre("attached file:///a"));
    return page;
  }
  void read(Page& page) { last = router.receive(page.id, all()); }

  Recorder delegate;
  Router router{delegate};
  Router::Progress last{};
};

}  // namespace cation::ipc
