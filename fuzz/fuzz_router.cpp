// Several renderers, the shell's word and an app around the real Router. The input chooses what
// each says next: what is well-formed and true, well-formed lies with plausible and used numbers,
// packets with some bytes changed, raw ones. Whatever comes, calls and scripts end once, documents
// and places begin and end once, and nothing stays when all have gone.

#include <unistd.h>

#include <memory>

#include "support/app.h"
#include "support/choices.h"
#include "support/client.h"
#include "support/words.h"

namespace {

using namespace cation;
using namespace cation::fuzz;
using ipc::Kind;

constexpr std::size_t max_clients = 6;
class World : Words {
 public:
  World(Choices& choices, Clones& clones) : Words(choices, clones) {
    for (std::uint32_t contents : {1, 2}) router_.open(contents);
  }

  void run() {
    for (int steps = 0; choices_.are_left() && steps < 1'000; ++steps) step();
    end();
  }

 private:
  // ---- what differs where the Router's interface does ----

  ipc::Router::Progress receive(ipc::RendererId renderer, int packets) {
    // No time: an input does the same whenever it is run.
    return router_.receive(renderer,
                           {.packets = packets, .messages = 64, .time = std::chrono::hours(1)});
  }

  // ---- choices ----

  ipc::ContentsId contents() { return static_cast<ipc::ContentsId>(1 + choices_.any(3)); }
  Client* client() {
    return clients_.empty() ? nullptr : clients_[choices_.any(clients_.size())].get();
  }
  ipc::FrameKey frame() {
    Client* one = client();
    return {one == nullptr ? 1 : one->id, number()};
  }
  std::vector<ipc::PortId> some_ports() {
    std::vector<ipc::PortId> some;
    for (std::size_t i = choices_.any(3); i > 0 && !app_.ports.empty(); --i) {
      const auto at = app_.ports.begin() + static_cast<long>(choices_.any(app_.ports.size()));
      some.push_back(*at);
      app_.ports.erase(at);
    }
    return some;
  }

  // ---- steps ----

  void step() {
    switch (choices_.any(16)) {
      case 0:
        return connect();
      case 1:
        return say_hello();
      case 2:
        return shell();
      case 3:
        if (Client* one = client()) (void)receive(one->id, static_cast<int>(1 + choices_.any(4)));
        return;
      case 4:
        return main();
      case 5:
        return read_all();
      case 6:
        return interrupt_later();
      case 7:
        return answer();
      case 8:
        return raw();
      case 9:
        if (choices_.chance(8)) return leave();
        if (Client* one = client()) (void)one->hear();
        return;
      default:
        if (Client* one = client()) say(*one);
    }
  }

  void connect() {
    if (clients_.size() >= max_clients) return;
    auto pair = link::Link::socket_pair();
    clients_.push_back(
        std::make_unique<Client>(router_, std::move(pair->first), std::move(pair->second)));
    // Most are let in: what is behind the door is more than the door.
    if (choices_.chance(4)) return;
    Client& made = *clients_.back();
    made.token = tokens[clients_.size() % 4];
    router_.expect(made.token);
    router_.bind(static_cast<ipc::ContentsId>(1 + clients_.size() % 2),
                 page_numbers[choices_.any(3)], made.token);
    made.say({.kind = Kind::hello, .channel = made.token, .body = {}});
    made.send();
  }

  void say_hello() {
    Client* one = client();
    if (one == nullptr) return;
    one->token = choices_.one_of(tokens);
    one->say({.kind = Kind::hello, .channel = one->token, .body = {}});
    if (!choices_.chance(4)) one->send();
  }

  void shell() {
    switch (choices_.any(6)) {
      case 0:
        return router_.expect(choices_.one_of(tokens));
      case 1:
      case 2:
        return router_.bind(contents(), page(), choices_.one_of(tokens));
      case 3:
        return router_.unbind(page());
      case 4:
        return router_.open(contents());
      default:
        return router_.end(contents());
    }
  }

  void say(Client& one) {
    ipc::Message message{.page = page_numbers[choices_.chance(8) ? 3 : choices_.any(3)],
                         .frame = number(),
                         .channel = {}};
    std::span<const std::byte> bytes;
    std::vector<std::byte> made;
    switch (choices_.any(10)) {
      case 0:
      case 1:
        message.kind = Kind::frame_attached;
        bytes = facts();
        break;
      case 2:
        message.kind = Kind::frame_detached;
        bytes = gone(choices_.chance(2));
        break;
      case 3:
        message.kind = Kind::frame_event;
        message.channel = choices_.one_of(events);
        bytes = body();
        break;
      case 4:
        message.kind =
            choices_.one_of(std::array{Kind::send, Kind::send, Kind::to_guest, Kind::to_host});
        if (message.kind == Kind::to_guest) message.call = number();
        message.channel = choices_.one_of(channels);
        bytes = body();
        break;
      case 5:
        message.kind = choices_.one_of(std::array{Kind::invoke, Kind::send_sync, Kind::read_file,
                                                  Kind::read_environment, Kind::guest});
        message.channel = choices_.one_of(channels);
        message.call = one.ask();
        bytes = body();
        break;
      case 6:
        message.kind = choices_.chance(2) ? Kind::resolve : Kind::reject;
        message.call = number();
        if (!one.scripts.empty() && !choices_.chance(4)) {
          message.call = one.scripts.back();
          one.scripts.pop_back();
        }
        bytes = body();
        break;
      case 7:
        message.kind = Kind::post;
        message.channel = choices_.one_of(channels);
        bytes = made = with_ports(0);
        break;
      default:
        message.kind = static_cast<Kind>(static_cast<int>(Kind::port_message) + choices_.any(7));
        message.call = number();
        made = choices_.chance(2) ? with_ports(number()) : ipc::number_body(number());
        if (message.kind == Kind::port_lost) append(made, ipc::number_body(number() & 3));
        bytes = made;
    }
    message.body = bytes;
    one.say(message);
    // Several messages of a turn go as one packet.
    if (choices_.chance(4)) return;
    if (choices_.chance(16)) return one.send_changed(choices_);
    one.send();
  }

  void raw() {
    Client* one = client();
    if (one == nullptr) return;
    one->say_raw(choices_.take(choices_.any(64)));
    one->is_exact = false;
    one->send();
  }

  void main() {
    switch (choices_.any(12)) {
      case 0:
        return (void)router_.send(contents(), choices_.one_of(channels), body());
      case 1:
        return (void)router_.send(frame(), choices_.one_of(channels), body());
      case 2:
        return execute();
      case 3:
      case 4:
        return post_ports();
      case 5: {
        if (app_.ports.size() > 64) return;
        const auto [first, second] = router_.ports().create();
        app_.ports.insert(app_.ports.end(), {first, second});
        return;
      }
      case 6:
        for (auto port : app_.ports) router_.ports().start(port);
        return;
      case 7:
        for (auto port : some_ports()) router_.ports().close(port);
        return;
      case 8:
        return post_to_port();
      case 9:
        return (void)router_.handlers().add({}, choices_.one_of(channels));
      case 10:
        return (void)router_.handlers().remove({}, choices_.one_of(channels));
      default:
        return deliver();
    }
  }

  void execute() {
    const int script = scripts_started_++;
    auto done = [this, script](bool, ipc::Body) { require(scripts_done_.insert(script).second); };
    if (choices_.chance(2)) {
      router_.execute(contents(), "main", body(), done);
    } else {
      router_.execute(frame(), "isolated", body(), done);
    }
  }

  void post_ports() {
    const auto ports = some_ports();
    const auto sent = choices_.chance(2) ? router_.post_message(contents(), "port", body(), ports)
                                         : router_.post_message(frame(), "port", body(), ports);
    if (!sent) app_.ports.insert(app_.ports.end(), ports.begin(), ports.end());
  }

  void post_to_port() {
    if (app_.ports.empty()) return;
    const auto port = app_.ports[choices_.any(app_.ports.size())];
    auto carried = some_ports();
    if (std::erase(carried, port) > 0) app_.ports.push_back(port);
    if (!router_.ports().post(port, body(), carried))
      app_.ports.insert(app_.ports.end(), carried.begin(), carried.end());
  }

  void deliver() {
    if (std::exchange(app_.is_due, false)) router_.ports().deliver();
  }

  void answer() {
    if (app_.replies.empty()) return;
    auto at = std::next(app_.replies.begin(), static_cast<long>(choices_.any(app_.replies.size())));
    ipc::Reply reply = std::move(*at);
    app_.replies.erase(at);
    if (choices_.chance(3)) return;
    const auto bytes = body();
    if (choices_.chance(2)) return reply.resolve(bytes);
    reply.reject("no");
  }

  void interrupt_later() {
    if (app_.interruptions.size() >= 8) return;
    const std::size_t what = choices_.any(6);
    app_.interruptions.emplace_back([this, what] {
      if (what == 0) return shell();
      if (what == 4) {
        if (Client* one = client()) router_.refuse(one->id, "the app cannot read it");
        return;
      }
      if (what == 1) return main();
      if (what == 2) return router_.flush();
      if (what == 3) return answer();
      if (Client* one = client()) router_.close(one->id);
    });
  }

  void leave() {
    if (Client* one = client()) {
      one->send();
      choices_.chance(2) ? one->close() : router_.close(one->id);
      one->is_exact = false;
    }
  }

  void read_all() {
    for (int turns = 0; turns < 8; ++turns) {
      bool is_busy = false;
      for (const auto& one : clients_)
        is_busy = receive(one->id, 64) == ipc::Router::Progress::more || is_busy;
      router_.flush();
      for (const auto& one : clients_) is_busy = one->hear() || is_busy;
      if (!is_busy) return;
    }
  }

  /// All come to their end.
  void end() {
    app_.interruptions.clear();
    for (const auto& one : clients_) one->send();
    read_all();
    app_.replies.clear();
    router_.flush();
    for (const auto& one : clients_) {
      const bool is_heard = router_.fd(one->id) >= 0 &&
                            receive(one->id, 64) == ipc::Router::Progress::idle && one->is_exact;
      // What that reading has brought is answered too.
      app_.replies.clear();
      router_.flush();
      (void)one->hear();
      if (is_heard && one->is_open()) require(one->all_are_answered());
      one->close();
      for (int turns = 0; turns < 8 && router_.fd(one->id) >= 0; ++turns)
        (void)receive(one->id, 64);
      router_.close(one->id);
    }
    for (ipc::ContentsId each : {1, 2, 3}) router_.end(each);
    for (int turns = 0; turns < 100 && !app_.ports.empty(); ++turns) {
      for (auto port : std::exchange(app_.ports, {})) router_.ports().close(port);
      deliver();
    }
    deliver();
    app_.replies.clear();
    router_.flush();
    require(router_.renderers().empty() && app_.frames.empty());
    require(static_cast<int>(scripts_done_.size()) == scripts_started_);
    require(router_.ports().count() == 0);
  }

  App app_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::set<int> scripts_done_;
  int scripts_started_ = 0;
  ipc::Router router_{app_};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The lowest descriptor that is free stays the lowest: none is left open.
  const int before = dup(0);
  close(before);
  {
    static Clones clones;
    Choices choices(std::as_bytes(std::span(data, size)));
    World(choices, clones).run();
  }
  const int after = dup(0);
  close(after);
  require(before == after);
  return 0;
}
