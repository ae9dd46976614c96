// A program in the shell's place that says what a test tells it to, byte for byte, as the shell and
// as any number of renderers, and tells the test what main says. The test listens on the socket of
// the stream whose path is in CATION_HOSTILE; both ways go frames of `u32 length` and a clone.
//
//   {op: "open", link}                        connects to main; answered with {link, opened}
//   {op: "packet", link, bytes, files, times, id}   answered with {through: id}, where there is an
//   id {op: "deaf", link, deaf}                  whether it does not read {op: "close", link} {op:
//   "file" | "write" | "resize" | "scribble" | "drop", name, …}   see files.h
// It says {link, message, files} of each message, and {link, closed: true}. Link 0 is the shell's.

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "clone/decoder.h"
#include "clone/encoder.h"
#include "files.h"
#include "link/memory_file.h"
#include "links.h"

using namespace cation;
using namespace cation::hostile;

namespace {

class Relay {
 public:
  Relay(link::UniqueFd test, link::Link shell, std::string path)
      : test_(std::move(test)), path_(std::move(path)) {
    links_.emplace(0, Socket(std::move(shell)));
    tell(Value::object({{"started", static_cast<double>(getpid())}}));
  }

  void run() {
    while (is_running_) turn();
  }

 private:
  void turn() {
    std::vector<pollfd> polled{{test_.get(), POLLIN, 0}};
    std::vector<std::uint32_t> ids{0};
    if (!said_.empty()) polled[0].events |= POLLOUT;
    for (const auto& [id, link] : links_) {
      const int events = (link.is_deaf ? 0 : POLLIN) | (link.wants_write() ? POLLOUT : 0);
      polled.push_back({link.fd(), static_cast<short>(events), 0});
      ids.push_back(id);
    }
    if (poll(polled.data(), polled.size(), -1) < 0 && errno != EINTR) std::exit(1);
    if (polled[0].revents & POLLOUT) write_test();
    if (polled[0].revents & (POLLIN | POLLHUP)) read_test();
    for (std::size_t i = 1; i < polled.size(); ++i) serve(ids[i], polled[i].revents);
  }

  void serve(std::uint32_t id, short events) {
    auto found = links_.find(id);
    if (found == links_.end() || events == 0) return;
    Socket& link = found->second;
    bool is_open = true;
    if (events & POLLOUT)
      is_open = link.send([this](std::uint32_t flood) {
        tell(Value::object({{"through", static_cast<double>(flood)}}));
      });
    // What came before the end is heard.
    if (events & POLLIN)
      is_open = link.read([&](link::Bytes message, std::vector<link::UniqueFd>& files) {
        hear(id, message, files);
      });
    else if (events & (POLLHUP | POLLERR))
      is_open = false;
    if (is_open) return;
    links_.erase(id);
    tell(Value::object({{"link", static_cast<double>(id)}, {"closed", true}}));
    if (id == 0) is_running_ = false;
  }

  void hear(std::uint32_t id, link::Bytes message, std::vector<link::UniqueFd>& files) {
    std::vector<Value> names;
    for (link::UniqueFd& file : files) {
      const std::string name = "heard-" + std::to_string(++last_heard_);
      names.emplace_back(name);
      files_.keep(name, std::move(file));
    }
    tell(Value::object({{"link", static_cast<double>(id)},
                        {"message", Value::bytes(message)},
                        {"files", Value::array(std::move(names))}}));
  }

  void take(const Value& command) {
    const auto op = command["op"].value_or<std::string>("");
    const auto id = command["link"].value_or<std::uint32_t>(0);
    const auto name = command["name"].value_or<std::string>("");
    if (op == "open") return open(id);
    if (op == "file") {
      if (auto why = files_.make(command)) tell(Value::object({{"refused", *why}, {"name", name}}));
      return;
    }
    if (op == "write") return files_.write(command);
    if (op == "resize") {
      const bool is_done = files_.resize(command);
      return tell(Value::object({{"name", name}, {"resized", is_done}}));
    }
    if (op == "scribble") return files_.scribble(command);
    if (op == "drop") return files_.drop(name);
    auto found = links_.find(id);
    if (found == links_.end()) return;
    if (op == "packet") return found->second.add(flood(command));
    if (op == "deaf") found->second.is_deaf = command["deaf"].value_or(true);
    if (op == "close") links_.erase(found);
  }

  Flood flood(const Value& command) {
    Flood made;
    if (auto bytes = command["bytes"].to<std::span<const std::byte>>())
      made.bytes.assign(bytes->begin(), bytes->end());
    for (int file : files_.named(command["files"])) made.files.push_back(link::dup_fd(file));
    made.times = std::max(1U, command["times"].value_or<std::uint32_t>(1));
    made.id = command["id"].value_or<std::uint32_t>(0);
    return made;
  }

  void open(std::uint32_t id) {
    auto link = Socket::connect(path_);
    tell(Value::object({{"link", static_cast<double>(id)}, {"opened", link.has_value()}}));
    if (link) links_.emplace(id, std::move(*link));
  }

  // ---- the test ----

  void tell(const Value& value) {
    const auto bytes = *clone::encode(value);
    const auto length = static_cast<std::uint32_t>(bytes.size());
    const auto* head = reinterpret_cast<const std::byte*>(&length);
    said_.insert(said_.end(), head, head + sizeof length);
    said_.insert(said_.end(), bytes.begin(), bytes.end());
  }

  void write_test() {
    const ssize_t done = send(test_.get(), said_.data(), said_.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (done > 0) said_.erase(said_.begin(), said_.begin() + done);
  }

  void read_test() {
    std::vector<std::byte> some(std::size_t{1} << 20);
    const ssize_t got = recv(test_.get(), some.data(), some.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    // The test has ended, and nothing outlives it.
    if (got <= 0) std::exit(0);
    input_.insert(input_.end(), some.begin(), some.begin() + got);
    std::size_t at = 0;
    for (std::uint32_t length = 0; input_.size() - at >= sizeof length;) {
      std::memcpy(&length, input_.data() + at, sizeof length);
      if (input_.size() - at - sizeof length < length) break;
      auto command = clone::decode(std::span(input_).subspan(at + sizeof length, length));
      at += sizeof length + length;
      if (command) take(*command);
    }
    input_.erase(input_.begin(), input_.begin() + static_cast<std::ptrdiff_t>(at));
  }

  link::UniqueFd test_;
  std::string path_;
  bool is_running_ = true;
  std::vector<std::byte> input_;
  std::vector<std::byte> said_;
  std::map<std::uint32_t, Socket> links_;
  Files files_;
  std::uint32_t last_heard_ = 0;
};

link::UniqueFd connect_to_test() {
  const char* path = std::getenv("CATION_HOSTILE");
  link::UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path == nullptr || !socket) return {};
  std::string_view(path).copy(address.sun_path, sizeof address.sun_path - 1);
  if (connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return {};
  return socket;
}

}  // namespace

int main(int count, char** words) {
  std::signal(SIGPIPE, SIG_IGN);
  std::string path;
  for (int i = 1; i + 1 < count; ++i) {
    if (std::string_view(words[i]) == "--socket") path = words[i + 1];
  }
  auto test = connect_to_test();
  auto shell = link::Link::adopt(link::UniqueFd(3));
  if (!test || !shell || path.empty()) {
    std::fputs("the relay is started by tests/hostile alone\n", stderr);
    return 2;
  }
  Relay(std::move(test), std::move(*shell), std::move(path)).run();
  return 0;
}
