#pragma once

// The app behind the router as its fuzzer plays it: it keeps what it is given, answers late or
// never, and calls back into the router while it is told.

#include <deque>
#include <functional>
#include <list>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "choices.h"
#include "ipc/router.h"

namespace cation::fuzz {

class App : public ipc::Delegate {
 public:
  /// What it does the next time that it is told something, once each.
  std::deque<std::function<void()>> interruptions;
  std::list<ipc::Reply> replies;
  std::vector<ipc::PortId> ports;
  std::set<ipc::FrameKey> frames;
  std::set<ipc::RendererId> broken;
  std::set<ipc::RendererId> closed;
  std::set<ipc::PlaceId> ended;
  bool is_due = false;

  void on_send(const ipc::Frame& sender, std::string_view, ipc::Body) override { told(sender); }
  void on_send_sync(const ipc::Frame& sender, std::string_view, ipc::Body,
                    ipc::Reply reply) override {
    keep(std::move(reply));
    told(sender);
  }
  void on_invoke(const ipc::Frame& sender, ipc::HandlerId, std::string_view, ipc::Body,
                 ipc::Reply reply) override {
    keep(std::move(reply));
    told(sender);
  }
  void on_read_file(const ipc::Frame& sender, std::string_view, ipc::Reply reply) override {
    keep(std::move(reply));
    told(sender);
  }
  void on_read_environment(const ipc::Frame& sender, ipc::Reply reply) override {
    keep(std::move(reply));
    told(sender);
  }
  void on_guest(const ipc::Frame& sender, std::string_view, ipc::Body,
                std::optional<ipc::Reply> reply) override {
    if (reply) keep(std::move(*reply));
    told(sender);
  }
  void on_to_guest(const ipc::Frame& sender, ipc::ContentsId, std::string_view,
                   ipc::Body) override {
    told(sender);
  }
  void on_to_host(const ipc::Frame& sender, std::string_view, ipc::Body) override { told(sender); }
  void on_post(const ipc::Frame& sender, std::string_view, ipc::Body,
               std::vector<ipc::PortId> carried) override {
    take(carried);
    told(sender);
  }
  void on_port_message(ipc::PortId port, ipc::Body, std::vector<ipc::PortId> carried) override {
    require(port != 0);
    take(carried);
    interrupt();
  }
  void on_port_closed(ipc::PortId port) override {
    require(std::erase(ports, port) <= 1);
    interrupt();
  }
  void on_ports_due() override { is_due = true; }
  void on_frame_attached(const ipc::Frame& frame) override {
    require(frames.insert(frame.key).second);
    told(frame);
  }
  void on_frame_detached(const ipc::Frame& frame) override {
    require(frames.erase(frame.key) == 1);
    told(frame);
  }
  void on_place_ended(ipc::PlaceId place) override {
    require(ended.insert(place).second);
    interrupt();
  }
  void on_frame_event(const ipc::Frame& frame, std::string_view, const Value&) override {
    told(frame);
  }
  void on_resumed(ipc::RendererId) override { interrupt(); }
  void on_broken(ipc::RendererId renderer, const std::string& why,
                 const std::vector<ipc::ContentsId>&) override {
    require(!why.empty() && broken.insert(renderer).second && !closed.contains(renderer));
    interrupt();
  }
  void on_closed(ipc::RendererId renderer) override {
    require(closed.insert(renderer).second);
    interrupt();
  }

 private:
  void keep(ipc::Reply reply) {
    if (replies.size() < 256) replies.push_back(std::move(reply));
  }
  void take(const std::vector<ipc::PortId>& carried) {
    ports.insert(ports.end(), carried.begin(), carried.end());
  }
  /// The document is whole while it is told of, whatever is done meanwhile.
  void told(const ipc::Frame& frame) {
    const ipc::FrameKey key = frame.key;
    interrupt();
    require(frame.key == key && frame.name.size() + frame.url.size() + frame.origin.size() < 1e9);
  }
  void interrupt() {
    if (interruptions.empty()) return;
    auto next = std::move(interruptions.front());
    interruptions.pop_front();
    next();
  }
};

}  // namespace cation::fuzz
