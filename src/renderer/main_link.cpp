#include "renderer/main_link.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "link/hangup.h"

namespace cation::renderer {
namespace {

// Scripts hear that main has gone.
constexpr std::chrono::milliseconds grace{500};

Result<link::UniqueFd> connect_to(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path)
    return fail("The path of main's socket is empty or too long: " + path);
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  link::UniqueFd fd(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
  int done = -1;
  if (fd) {
    do {
      done = ::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    } while (done < 0 && errno == EINTR);
  }
  if (done < 0) return fail("Cannot connect to " + path + ": " + std::strerror(errno));
  return fd;
}

}  // namespace

Result<std::unique_ptr<MainLink>> MainLink::connect(const std::string& socket,
                                                    const std::string& token, Handler handler,
                                                    Closed closed) {
  auto fd = connect_to(socket);
  if (!fd) return std::unexpected(fd.error());
  auto link = link::Link::adopt(std::move(*fd));
  if (!link) return std::unexpected(link.error());
  std::unique_ptr<MainLink> made(
      new MainLink(std::move(*link), std::move(handler), std::move(closed)));
  if (auto done = made->post({.kind = ipc::Kind::hello, .channel = token}); !done)
    return std::unexpected(done.error());
  made->flush();
  // Where main has gone, or wants no more of this process, its pages have nothing to go on for; and
  // the shell, which would end it, may be stopped, or the page busy for ever.
  link::end_with_peer(made->peer_.link().fd(), grace);
  return made;
}

MainLink::MainLink(link::Link link, Handler handler, Closed closed)
    : peer_(std::move(link)), source_(peer_, linger_, std::move(handler), std::move(closed)) {}

Result<void> MainLink::post(const ipc::Message& message) {
  auto done = peer_.post(message);
  if (done || done.error().code != "ERR_LINK_FULL") return done;
  if (auto emptied = peer_.flush_blocking(); !emptied) return emptied;
  return peer_.post(message);
}

void MainLink::flush() {
  // A link that turns out closed is reported by the source.
  if (peer_.is_open()) (void)peer_.link().flush();
}

Result<void> MainLink::call_and_wait(const ipc::Message& message,
                                     const std::function<void(const ipc::Message&)>& answer) {
  auto done = peer_.call_and_wait(message, answer);
  if (done || done.error().code != "ERR_LINK_FULL") return done;
  if (auto emptied = peer_.flush_blocking(); !emptied) return emptied;
  return peer_.call_and_wait(message, answer);
}

}  // namespace cation::renderer
