// The ports' state machine against a simple model: a channel is two counters. The input chooses
// what happens next: ports are handed on and back between this process and documents of four
// processes, which are joined by links of their own; messages wait and come in any order that the
// ways allow; ends are closed, processes die, and a hostile document says what it likes. Messages
// of a channel come in order, each once; none is missing but at the end of a channel that has lost
// a process.

#include <gtest/gtest.h>

#include <memory>
#include <set>

#include "../tests/ipc/fake_process.h"
#include "ipc/direct_links.h"
#include "ipc/ports.h"
#include "support/choices.h"

namespace {

using namespace cation;
using namespace cation::ipc;
using fuzz::Choices;
using fuzz::require;

constexpr RendererId hostile = 9;

/// How many steps were taken in all, told at the end.
struct Counted {
  std::uint64_t steps = 0;
  ~Counted() {
    std::fprintf(stderr, "stat::steps: %llu\n", static_cast<unsigned long long>(steps));
  }
};

/// An end as the model knows it.
struct Ending : Side {
  /// Its holder has closed it.
  bool is_left = false;
};

class World : public PortOwner {
 public:
  explicit World(Choices& choices) : choices_(choices) {
    for (std::size_t i = 1 + choices_.any(6); i > 0; --i) {
      const auto [first, second] = ports_.create();
      Ending& one = add(first);
      Ending& two = add(second);
      one.other = &two;
      two.other = &one;
    }
  }

  /// How many steps it took.
  int run() {
    int steps = 0;
    for (; choices_.are_left() && steps < 4'000; ++steps) step();
    settle();
    for (const auto& side : sides_) judge(*side);
    end();
    return steps;
  }

 private:
  // ---- the model ----

  void judge(const Ending& side) const {
    const auto& other = static_cast<const Ending&>(*side.other);
    require(side.got <= other.posted);
    if (side.dead || side.is_left) return;
    const bool is_whole = side.got == other.posted && other.got == side.posted;
    // What goes with a process may break a channel off, if anything of it was under way.
    const bool may_break = other.dead || !dead_.empty();
    if (other.is_left && !may_break) require(side.closed && side.got == other.posted);
    if (!side.closed) require(side.got == other.posted && !other.dead && !other.closed);
    if (side.closed && !other.is_left && !other.dead) require(may_break && !is_whole);
  }

  Ending& add(PortId port) {
    sides_.push_back(std::make_unique<Ending>());
    Ending& side = *sides_.back();
    side.number = static_cast<int>(sides_.size());
    here_[port] = &side;
    ports_.start(port);
    return side;
  }

  // ---- steps ----

  void step() {
    const FrameKey key{static_cast<RendererId>(1 + choices_.any(4)), 1};
    if (dead_.contains(key.renderer)) return;
    auto& process = processes_[key];
    if (!process) process = std::make_unique<Process>();
    switch (choices_.any(14)) {
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
        return (void)deliver();
      case 6:
      case 7:
        return (void)hear(key);
      case 8:
        process->flush();
        return (void)process->read_links();
      case 9:
        return choices_.chance(8) ? leave(*process, key) : (void)read(key);
      case 10:
        return choices_.chance(32) ? die(key) : (void)read(key);
      case 11:
        return lie();
      case 12:
        for (int times = 0; times < 4; ++times) (void)read(key);
        return;
      default:
        return (void)read(key);
    }
  }

  std::optional<std::uint32_t> any_of(const Process& process) {
    if (process.held().empty()) return std::nullopt;
    return std::next(process.held().begin(), static_cast<long>(choices_.any(process.held().size())))
        ->first;
  }

  std::map<PortId, Ending*>::iterator any_here() {
    return std::next(here_.begin(), static_cast<long>(choices_.any(here_.size())));
  }

  void post_here() {
    if (here_.empty()) return;
    auto [port, side] = *any_here();
    require(ports_.post(port, text_of(side->posted), {}).has_value());
    ++side->posted;
  }

  void hand_on(FrameKey key) {
    if (here_.empty()) return;
    const auto at = any_here();
    const auto [port, side] = *at;
    here_.erase(at);
    const auto entries = ports_.announce(key, {port});
    processes_[key]->to.push_back({Kind::post, 0, port_head(0, entries), {}});
    under_way_[{key, entries[0].number}] = side;
    there_.insert({key, entries[0].number});
    ports_.hand_on(key, {port}, entries);
  }

  /// A holder closes its end.
  void leave(Process& process, FrameKey key) {
    if (auto number = any_of(process)) {
      under_way_.at({key, *number})->is_left = true;
      return process.close(*number);
    }
    if (here_.empty()) return;
    const auto at = any_here();
    const auto [port, side] = *at;
    here_.erase(at);
    side->is_left = true;
    ports_.close(port);
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

  /// A document says something of ports that it has, has had, or never had.
  void lie() {
    // What has gone does not come back; what reached it may be returned all the same.
    const std::size_t kind = choices_.any(8);
    const bool is_late = (kind == 2 || kind == 5) && choices_.chance(4);
    const FrameKey key{hostile, hostile_frame_ - (is_late && hostile_frame_ > 1 ? 1 : 0)};
    const std::uint32_t number = choices_.any(8);
    std::vector<PortEntry> entries(choices_.any(3));
    for (auto& entry : entries) entry = {small(), small(), small()};
    auto body = port_head(small(), entries);
    switch (kind) {
      case 0: {
        if (auto taken = ports_.take(key, entries)) keep(*taken);
        return;
      }
      case 1:
        return (void)ports_.on_message(key, number, body);
      case 2:
        return (void)ports_.on_returned(key, number, body);
      case 3:
        return (void)ports_.on_close(key, number, number_body(small()));
      case 4:
        return (void)ports_.on_way(key, number, number_body(small()));
      case 5:
        return (void)ports_.on_lost(key, number,
                                    lost_body({small(), choices_.chance(2), choices_.chance(2)}));
      case 6:
        ++hostile_frame_;
        return ports_.on_frame_gone(key);
      default:
        return give_hostile(key);
    }
  }
  std::uint32_t small() {
    const std::uint32_t number = choices_.any(12);
    return number < 10 ? number : 0U - number;
  }
  void keep(const std::vector<PortId>& ports) {
    for (PortId port : ports) {
      hostile_here_.insert(port);
      if (choices_.chance(2)) ports_.start(port);
    }
  }
  /// Gives the hostile document a port, of one of its own channels or of none.
  void give_hostile(FrameKey key) {
    PortId port = 0;
    if (hostile_here_.empty() || choices_.chance(4)) {
      const auto [first, second] = ports_.create();
      hostile_here_.insert(second);
      port = first;
    } else {
      port = *hostile_here_.begin();
      hostile_here_.erase(port);
    }
    const auto entries = ports_.announce(key, {port});
    ports_.hand_on(key, {port}, entries);
  }

  // ---- what comes of it ----

  /// All that is under way arrives, while nothing is handed on.
  void settle() {
    for (bool busy = true; busy;) {
      busy = deliver();
      for (auto& [key, process] : processes_) process->flush();
      for (auto& [key, process] : processes_)
        busy = read(key) || process->read_links() || hear(key) || busy;
    }
  }

  void end() {
    // All that is left is closed, and nothing stays.
    ports_.on_renderer_gone(hostile);
    ports_.on_frame_gone({hostile, hostile_frame_});
    for (auto& [key, process] : processes_) {
      while (!process->held().empty()) process->hand_back(process->held().begin()->first);
    }
    for (int turns = 0; turns < 3; ++turns) {
      std::set<PortId> all = std::exchange(hostile_here_, {});
      for (const auto& [port, side] : here_) all.insert(port);
      for (PortId port : all) ports_.close(port);
      here_.clear();
      settle();
    }
    require(ports_.count() == 0 && links_.count() == 0);
    for (auto& [key, process] : processes_) require(process->links() == 0);
  }

  bool deliver() {
    if (!std::exchange(due_, false)) return false;
    ports_.deliver();
    return true;
  }

  void on_port_message(PortId port, Body clone, std::vector<PortId> ports) override {
    keep(ports);
    auto found = here_.find(port);
    require(found != here_.end() || hostile_here_.contains(port));
    if (found != here_.end()) take_text(*found->second, clone);
  }
  void on_port_closed(PortId port) override {
    if (hostile_here_.erase(port) > 0) return;
    here_.at(port)->closed = true;
    here_.erase(port);
  }
  Result<bool> post_to(FrameKey frame, Kind kind, std::uint32_t number,
                       const Outgoing& body) override {
    if (frame.renderer == hostile) return true;
    auto found = processes_.find(frame);
    if (found == processes_.end()) return false;
    found->second->to.push_back({kind, number, body.copy(), {}});
    return true;
  }
  void want_delivery() override { due_ = true; }

  std::uint32_t join(PortPlace first, PortPlace second) override {
    if (first.frame.renderer == hostile || second.frame.renderer == hostile) return 0;
    auto ends = links_.use(first.frame.renderer, second.frame.renderer);
    require(ends.has_value());
    show_way(first, ends->first, second);
    show_way(second, ends->second, first);
    return ends->first.number;
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
    auto found = processes_.find(key);
    if (found == processes_.end() || !found->second || found->second->from.empty()) return false;
    const Posted message = std::move(found->second->from.front());
    found->second->from.pop_front();
    switch (message.kind) {
      case Kind::port_message:
        require(ports_.on_message(key, message.number, message.body).has_value());
        break;
      case Kind::port_returned:
        require(ports_.on_returned(key, message.number, message.body).has_value());
        break;
      case Kind::port_way:
        require(ports_.on_way(key, message.number, message.body).has_value());
        break;
      case Kind::port_lost:
        require(ports_.on_lost(key, message.number, message.body).has_value());
        break;
      case Kind::port_close:
        require(ports_.on_close(key, message.number, message.body).has_value());
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

  Choices& choices_;
  Ports ports_{*this};
  DirectLinks links_;
  std::vector<std::unique_ptr<Ending>> sides_;
  std::map<PortId, Ending*> here_;
  /// Ports of channels that the hostile document has an end of.
  std::set<PortId> hostile_here_;
  std::map<FrameKey, std::unique_ptr<Process>> processes_;
  std::map<std::pair<FrameKey, std::uint32_t>, Ending*> under_way_;
  /// Those of them that main has not got back.
  std::set<std::pair<FrameKey, std::uint32_t>> there_;
  std::set<RendererId> dead_;
  std::uint32_t hostile_frame_ = 1;
  bool due_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  // What the fake process expects is a finding where it is not so.
  GTEST_FLAG_SET(break_on_failure, true);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Counted counted;
  Choices choices(std::as_bytes(std::span(data, size)));
  counted.steps += static_cast<std::uint64_t>(World(choices).run());
  return 0;
}
