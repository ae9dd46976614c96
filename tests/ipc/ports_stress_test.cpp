// Ports that are handed on at random while messages are under way everywhere: between this process
// and documents that do what js/renderer/ports does, which are joined by links of their own. Each
// message arrives once and in its order; where a process dies meanwhile, up to a close.

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "fake_process.h"
#include "ipc/direct_links.h"
#include "ipc/ports.h"

namespace cation::ipc {
namespace {

class World : public PortOwner {
 public:
  World(unsigned seed, bool is_deadly) : random_(seed), is_deadly_(is_deadly) {}

  void run(int channels, int steps) {
    for (int i = 0; i < channels; ++i) {
      auto [first, second] = ports_.create();
      add(first);
      add(second);
      sides_[sides_.size() - 1]->other = sides_[sides_.size() - 2].get();
      sides_[sides_.size() - 2]->other = sides_[sides_.size() - 1].get();
    }
    for (int i = 0; i < steps; ++i) step();
    settle();
    for (const auto& side : sides_) {
      if (side->dead || side->closed) continue;
      EXPECT_EQ(side->got, side->other->posted) << "of side " << side->number;
      EXPECT_FALSE(side->other->dead || side->other->closed) << "side " << side->number;
    }
    for (const auto& side : sides_) {
      const bool is_whole = side->got == side->other->posted && side->other->got == side->posted;
      if (side->closed && !side->other->dead && is_whole)
        ADD_FAILURE() << "side " << side->number << " is closed, and nothing is lost";
    }
    // All that is left is closed, and nothing stays.
    for (PortId port : std::set(all_here())) ports_.close(port);
    for (auto& [key, process] : processes_) {
      while (!process->held().empty()) process->hand_back(process->held().begin()->first);
    }
    settle();
    for (PortId port : std::set(all_here())) ports_.close(port);
    settle();
    EXPECT_EQ(ports_.count(), 0U);
    EXPECT_EQ(links_.count(), 0U);
    for (auto& [key, process] : processes_) EXPECT_EQ(process->links(), 0U);
  }

  int joined = 0;

 private:
  void add(PortId port) {
    sides_.push_back(std::make_unique<Side>());
    sides_.back()->number = static_cast<int>(sides_.size());
    here_[port] = sides_.back().get();
    ports_.start(port);
  }

  std::set<PortId> all_here() const {
    std::set<PortId> all;
    for (const auto& [port, side] : here_) all.insert(port);
    return all;
  }

  std::size_t any(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }

  /// All that is under way arrives, while nothing is handed on.
  void settle() {
    for (bool busy = true; busy;) {
      busy = deliver_here();
      for (auto& [key, process] : processes_) process->flush();
      for (auto& [key, process] : processes_) {
        busy = read(key) || process->read_links() || hear(key) || busy;
      }
    }
  }

  void step() {
    const FrameKey key{static_cast<RendererId>(1 + any(4)), 1};
    if (dead_.contains(key.renderer)) return;
    auto& process = processes_[key];
    if (!process) process = std::make_unique<Process>();
    if (is_deadly_ && any(4000) == 0) return die(key);
    switch (any(10)) {
      case 0:
        return hand_on(key);
      case 1:
        if (auto number = any_of(*process)) process->hand_back(*number);
        return;
      case 2:
        return post_here();
      case 3:
      case 4:
        if (auto number = any_of(*process)) process->post(*number);
        return;
      case 5:
        (void)deliver_here();
        return;
      case 6:
        (void)hear(key);
        return;
      case 7:
        process->flush();
        (void)process->read_links();
        return;
      default:
        (void)read(key);
    }
  }

  std::optional<std::uint32_t> any_of(const Process& process) {
    if (process.held().empty()) return std::nullopt;
    return std::next(process.held().begin(), static_cast<long>(any(process.held().size())))->first;
  }

  /// Main reads what the process has sent before it hears of its end.
  void die(FrameKey key) {
    while (hear(key)) {
    }
    dead_.insert(key.renderer);
    for (const auto& [place, side] : under_way_) {
      if (place.first == key && there_.contains(place)) side->dead = true;
    }
    processes_.erase(key);
    links_.on_renderer_gone(key.renderer);
    ports_.on_renderer_gone(key.renderer);
    ports_.on_frame_gone(key);
  }

  // ---- here ----

  void post_here() {
    if (here_.empty()) return;
    auto [port, side] = *std::next(here_.begin(), static_cast<long>(any(here_.size())));
    EXPECT_TRUE(ports_.post(port, text_of(side->posted), {}));
    ++side->posted;
  }

  void hand_on(FrameKey key) {
    if (here_.empty()) return;
    auto at = std::next(here_.begin(), static_cast<long>(any(here_.size())));
    const auto [port, side] = *at;
    here_.erase(at);
    const auto entries = ports_.announce(key, {port});
    processes_[key]->to.push_back({Kind::post, 0, port_head(0, entries), {}});
    under_way_[{key, entries[0].number}] = side;
    there_.insert({key, entries[0].number});
    ports_.hand_on(key, {port}, entries);
  }

  bool deliver_here() {
    if (!std::exchange(due_, false)) return false;
    ports_.deliver();
    return true;
  }

  void on_port_message(PortId port, Body clone, std::vector<PortId>) override {
    take_text(*here_.at(port), clone);
  }
  void on_port_closed(PortId port) override {
    here_.at(port)->closed = true;
    here_.erase(port);
  }
  Result<bool> post_to(FrameKey frame, Kind kind, std::uint32_t number,
                       const Outgoing& body) override {
    auto found = processes_.find(frame);
    if (found == processes_.end()) return false;
    found->second->to.push_back({kind, number, body.copy(), {}});
    return true;
  }
  void want_delivery() override { due_ = true; }

  std::uint32_t join(PortPlace first, PortPlace second) override {
    ++joined;
    auto ends = *links_.use(first.frame.renderer, second.frame.renderer);
    show_way(first, ends.first, second);
    show_way(second, ends.second, first);
    return ends.first.number;
  }
  void show_way(PortPlace port, DirectLinks::End& end, PortPlace other) {
    const PortWay way{end.number, other.frame.frame, other.number, 0, 1};
    processes_.at(port.frame)
        ->to.push_back({Kind::port_way, port.number, way_body(way), std::move(end.socket)});
  }
  void part(std::uint32_t joint) override {
    const auto ends = links_.release(joint);
    if (!ends) return;
    for (const auto* end : {&ends->first, &ends->second}) {
      auto found = processes_.find({end->renderer, 1});
      if (found != processes_.end())
        found->second->to.push_back({Kind::link_closing, 0, number_body(end->number), {}});
    }
  }

  /// Something that a process has sent arrives.
  bool hear(FrameKey key) {
    auto& from = processes_[key]->from;
    if (from.empty()) return false;
    const Posted message = std::move(from.front());
    from.pop_front();
    switch (message.kind) {
      case Kind::port_message:
        EXPECT_TRUE(ports_.on_message(key, message.number, message.body));
        break;
      case Kind::port_returned:
        EXPECT_TRUE(ports_.on_returned(key, message.number, message.body));
        break;
      case Kind::port_way:
        EXPECT_TRUE(ports_.on_way(key, message.number, message.body));
        break;
      case Kind::port_lost:
        EXPECT_TRUE(ports_.on_lost(key, message.number, message.body));
        break;
      case Kind::port_close:
        EXPECT_TRUE(ports_.on_close(key, message.number, message.body));
        break;
      default: {
        const auto entry = parse_with_ports(message.body)->ports.at(0);
        const PortId port = ports_.take(key, {&entry, 1})->at(0);
        here_[port] = under_way_.at({key, entry.number});
        there_.erase({key, entry.number});
        ports_.start(port);
      }
    }
    return true;
  }

  bool read(FrameKey key) {
    return processes_.at(key)->read(
        [&](std::uint32_t number) { return under_way_.at({key, number}); });
  }

  std::mt19937 random_;
  bool is_deadly_;
  Ports ports_{*this};
  DirectLinks links_;
  std::vector<std::unique_ptr<Side>> sides_;
  std::map<PortId, Side*> here_;
  std::map<FrameKey, std::unique_ptr<Process>> processes_;
  std::map<std::pair<FrameKey, std::uint32_t>, Side*> under_way_;
  /// Those of them that main has not got back.
  std::set<std::pair<FrameKey, std::uint32_t>> there_;
  std::set<RendererId> dead_;
  bool due_ = false;
};

TEST(PortsUnderWay, NoMessageIsLostDoubledOrOvertakenWhilePortsAreHandedOn) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    World world(seed, false);
    world.run(20, 20'000);
    EXPECT_GT(world.joined, 100);
    if (::testing::Test::HasFailure()) return;
  }
}

TEST(PortsUnderWay, WhatIsLostWithAProcessClosesAChannelAndNothingElseDoes) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    World(seed, true).run(20, 8'000);
    if (::testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace cation::ipc
