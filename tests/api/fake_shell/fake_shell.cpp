// A shell without windows, whose pages are those of page.h. An address says what comes of loading
// it: "page:…" a page, "bad:" a failure, "hang:" nothing, "die:" the shell's end. With CATION_FAKE
// set to "no-display" it fails as one that has no display.

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "clone/decoder.h"
#include "clone/encoder.h"
#include "ipc/peer.h"
#include "page.h"

using namespace cation;

namespace {

link::UniqueFd connect_to(const std::string& path) {
  link::UniqueFd fd(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    std::_Exit(9);
  return fd;
}

class FakeShell {
 public:
  FakeShell(link::Link link, std::string socket)
      : peer_(std::move(link)), socket_(std::move(socket)) {}

  int run() {
    const char* how = std::getenv("CATION_FAKE");
    if (how != nullptr && std::string(how) == "no-display")
      say("failed", {"There is no display: set DISPLAY", "ERR_NO_DISPLAY"});
    else
      say("ready", {Value::object({{"webkit", "0"}, {"gtk", "0"}})});
    while (peer_.is_open()) {
      auto state = peer_.dispatch([this](const ipc::Message& message, auto&) { take(message); });
      if (!state) return 2;
      if (*state == ipc::Peer::State::closed) return 0;
      for (auto& [contents, page] : pages_) {
        if (page->is_open()) page->read();
      }
      wait();
    }
    return 0;
  }

 private:
  void wait() {
    std::vector<pollfd> watched{{peer_.link().fd(), POLLIN, 0}};
    for (auto& [contents, page] : pages_) {
      if (page->is_open()) watched.push_back({page->fd(), POLLIN, 0});
    }
    (void)::poll(watched.data(), watched.size(), -1);
  }

  void say(std::string_view channel, std::vector<Value> arguments) {
    auto body = clone::encode(Value::array(std::move(arguments)));
    (void)peer_.post({.kind = ipc::Kind::send, .channel = channel, .body = *body});
    (void)peer_.flush_blocking();
  }

  void take(const ipc::Message& message) {
    Value arguments = *clone::decode(message.body);
    const auto id = arguments[0].value_or<std::uint32_t>(0);
    if (message.channel == "contents.load") return load(id, arguments);
    if (message.channel == "contents.open_window") {
      // Says in a title what became of the question.
      const Value& window = arguments[1];
      say("window.title", {window.is_object() ? window["id"] : Value(1),
                           window.is_object() ? window["title"] : Value("refused")});
    } else if (message.channel == "window.close") {
      pages_.erase(id);
      say("window.closed", {arguments[0]});
    } else if (message.channel == "window.destroy") {
      pages_.erase(id);
    } else if (message.channel == "contents.crash") {
      pages_.erase(id);
      say("contents.gone", {id, "crashed"});
    } else if (message.channel == "menu.set_application" &&
               arguments[0][0]["label"].value_or<std::string>("") == "Count") {
      // Somebody chooses the first item of the test's menu.
      say("menu.clicked", {arguments[0][0]["submenu"][0]["id"], 1, true});
    } else if (message.kind == ipc::Kind::invoke) {
      auto body = clone::encode(Value::object({{"canceled", false},
                                               {"filePaths", Value::array({"/chosen"})},
                                               {"filePath", "/saved"},
                                               {"response", 1}}));
      (void)peer_.post({.kind = ipc::Kind::resolve, .call = message.call, .body = *body});
      (void)peer_.flush_blocking();
    }
  }

  void load(std::uint32_t contents, const Value& arguments) {
    const Value load = arguments[1];
    const auto url = arguments[2].value_or<std::string>("");
    if (url == "die:") std::_Exit(7);
    if (url == "hang:") return;
    if (url == "opens:")
      return say("contents.window_open",
                 {contents, 3,
                  Value::object(
                      {{"url", "child:"}, {"frameName", "kid"}, {"disposition", "new-window"}})});
    if (url == "stops:") {
      say("contents.responsive", {contents, false});
      return say("contents.responsive", {contents, true});
    }
    say("contents.started", {contents, load, url});
    if (url == "bad:")
      return say("contents.failed", {contents, load, -6, "ERR_FILE_NOT_FOUND", url});
    auto& page = pages_[contents];
    if (!page || !page->is_open()) {
      const std::string token = "token-" + std::to_string(++last_);
      say("renderer.expected", {token});
      say("page.bound", {contents, last_, token});
      page = std::make_unique<fake::Page>(*link::Link::adopt(connect_to(socket_)), token, last_);
    }
    page->open_document(url);
    say("contents.committed", {contents, load, url});
    say("contents.finished", {contents, load, url});
  }

  ipc::Peer peer_;
  std::string socket_;
  std::uint64_t last_ = 0;
  std::map<std::uint32_t, std::unique_ptr<fake::Page>> pages_;
};

}  // namespace

int main(int count, char** words) {
  std::string socket;
  for (int i = 1; i + 1 < count; ++i) {
    if (std::string(words[i]) == "--socket") socket = words[i + 1];
  }
  auto link = link::Link::adopt(link::UniqueFd(3));
  return link ? FakeShell(std::move(*link), socket).run() : 1;
}
