// Ports that are handed on at random while messages are under way everywhere: between this process
// and documents that do what js/renderer/ports does. Each message arrives once, and in its order.

#include <gtest/gtest.h>

#include <deque>
#include <random>
#include <set>
#include <string>

#include "ipc/ports.h"

namespace cation::ipc {
namespace {

/// One of the two ends of a channel: what it has posted, and got of the other one.
struct Side {
  int number = 0;
  Side* other = nullptr;
  std::uint32_t posted = 0;
  std::uint32_t got = 0;
};

std::vector<std::byte> text_of(std::uint32_t number) {
  const std::string text = std::to_string(number);
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

class World : public PortOwner {
 public:
  explicit World(unsigned seed) : random_(seed) {}

  void run(int channels, int steps) {
    for (int i = 0; i < channels; ++i) {
      auto [first, second] = ports_.create();
      add(first);
      add(second);
      sides_[sides_.size() - 1]->other = sides_[sides_.size() - 2].get();
      sides_[sides_.size() - 2]->other = sides_[sides_.size() - 1].get();
    }
    for (int i = 0; i < steps; ++i) step();
    // All that is under way arrives, while nothing is handed on.
    for (bool busy = true; busy;) {
      busy = deliver_here();
      for (auto& [key, document] : documents_) busy = read(key) || hear(key) || busy;
    }
    for (const auto& side : sides_)
      EXPECT_EQ(side->got, side->other->posted) << "of side " << side->number;
  }

 private:
  struct Held {
    Side* side;
    std::uint32_t sent = 0;
    std::uint32_t received = 0;
    std::map<std::uint32_t, std::vector<std::byte>> early;
  };
  struct Message {
    Kind kind;
    std::uint32_t number;
    std::vector<std::byte> body;
  };
  struct Document {
    std::map<std::uint32_t, Held> held;
    std::set<std::uint32_t> left;
    std::deque<Message> to;
    std::deque<Message> from;
  };

  void add(PortId port) {
    sides_.push_back(std::make_unique<Side>());
    sides_.back()->number = static_cast<int>(sides_.size());
    here_[port] = sides_.back().get();
    ports_.start(port);
  }

  std::size_t any(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }

  void step() {
    const FrameKey key{static_cast<RendererId>(1 + any(4)), 1};
    Document& document = documents_[key];
    switch (any(8)) {
      case 0:
        return hand_on(key);
      case 1:
        return hand_back(key, document);
      case 2:
        return post_here();
      case 3:
      case 4:
        return post_there(document);
      case 5:
        (void)deliver_here();
        return;
      case 6:
        (void)hear(key);
        return;
      default:
        (void)read(key);
    }
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
    documents_[key].to.push_back({Kind::post, 0, port_head(0, entries)});
    under_way_[{key, entries[0].number}] = side;
    ports_.hand_on(key, {port}, entries);
  }

  bool deliver_here() {
    if (!std::exchange(due_, false)) return false;
    ports_.deliver();
    return true;
  }

  void on_port_message(PortId port, Body clone, std::vector<PortId>) override {
    take(*here_.at(port), clone);
  }
  void on_port_closed(PortId) override { ADD_FAILURE() << "nobody closes"; }
  Result<bool> post_to(FrameKey frame, Kind kind, std::uint32_t number,
                       const Outgoing& body) override {
    documents_[frame].to.push_back({kind, number, body.copy()});
    return true;
  }
  void want_delivery() override { due_ = true; }
  std::uint32_t join(PortPlace, PortPlace) override { return 0; }
  void part(std::uint32_t) override {}

  /// Something that a document has sent arrives.
  bool hear(FrameKey key) {
    auto& from = documents_[key].from;
    if (from.empty()) return false;
    const Message message = std::move(from.front());
    from.pop_front();
    if (message.kind == Kind::port_message) {
      EXPECT_TRUE(ports_.on_message(key, message.number, message.body));
    } else if (message.kind == Kind::port_returned) {
      EXPECT_TRUE(ports_.on_returned(key, message.number, message.body));
    } else {
      const auto parts = *parse_with_ports(message.body);
      const PortId port = ports_.take(key, parts.ports)->at(0);
      here_[port] = under_way_.at({key, parts.ports[0].number});
      ports_.start(port);
    }
    return true;
  }

  // ---- there ----

  void post_there(Document& document) {
    if (document.held.empty()) return;
    auto& [number, held] =
        *std::next(document.held.begin(), static_cast<long>(any(document.held.size())));
    auto body = port_head(held.sent++, {});
    const auto clone = text_of(held.side->posted++);
    body.insert(body.end(), clone.begin(), clone.end());
    document.from.push_back({Kind::port_message, number, std::move(body)});
  }

  void hand_back(FrameKey, Document& document) {
    if (document.held.empty()) return;
    auto at = std::next(document.held.begin(), static_cast<long>(any(document.held.size())));
    const std::uint32_t number = at->first;
    const Held held = std::move(at->second);
    document.held.erase(at);
    document.left.insert(number);
    const PortEntry entry{number, held.sent, held.received};
    document.from.push_back({Kind::post, 0, port_head(0, {&entry, 1})});
    for (const auto& [sequence, clone] : held.early) {
      auto body = port_head(sequence, {});
      body.insert(body.end(), clone.begin(), clone.end());
      document.from.push_back({Kind::port_returned, number, std::move(body)});
    }
  }

  bool read(FrameKey key) {
    Document& document = documents_[key];
    if (document.to.empty()) return false;
    const Message message = std::move(document.to.front());
    document.to.pop_front();
    const auto parts = *parse_with_ports(message.body);
    if (message.kind == Kind::post) {
      const PortEntry& entry = parts.ports[0];
      document.held[entry.number] = {
          under_way_.at({key, entry.number}), entry.sent, entry.received, {}};
      return true;
    }
    auto found = document.held.find(message.number);
    if (found == document.held.end()) {
      EXPECT_TRUE(document.left.contains(message.number));
      document.from.push_back({Kind::port_returned, message.number, message.body});
      return true;
    }
    Held& held = found->second;
    if (parts.sequence == held.received) {
      ++held.received;
      take(*held.side, parts.clone);
      for (auto next = held.early.begin(); next != held.early.end() && next->first == held.received;
           next = held.early.erase(next), ++held.received)
        take(*held.side, next->second);
    } else {
      // What came back from another place may be overtaken.
      EXPECT_GT(parts.sequence, held.received);
      held.early[parts.sequence] = {parts.clone.begin(), parts.clone.end()};
    }
    return true;
  }

  static void take(Side& side, Body clone) {
    EXPECT_EQ(std::vector(clone.begin(), clone.end()), text_of(side.got)) << "at " << side.number;
    ++side.got;
  }

  std::mt19937 random_;
  Ports ports_{*this};
  std::vector<std::unique_ptr<Side>> sides_;
  std::map<PortId, Side*> here_;
  std::map<FrameKey, Document> documents_;
  std::map<std::pair<FrameKey, std::uint32_t>, Side*> under_way_;
  bool due_ = false;
};

TEST(PortsUnderWay, NoMessageIsLostDoubledOrOvertakenWhilePortsAreHandedOn) {
  for (unsigned seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    World(seed).run(20, 20'000);
    if (::testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace cation::ipc
