#include "links.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace cation::hostile {

namespace {

// What one socket may send before others have their turn.
constexpr int packets_a_turn = 64;

ssize_t send_packet(int socket, Flood& flood) {
  iovec data{flood.bytes.data(), flood.bytes.size()};
  alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int) * 253)> control{};
  msghdr header{};
  header.msg_iov = &data;
  header.msg_iovlen = 1;
  const std::size_t count = std::min<std::size_t>(flood.files.size(), 253);
  if (count > 0) {
    header.msg_control = control.data();
    header.msg_controllen = CMSG_SPACE(sizeof(int) * count);
    cmsghdr* part = CMSG_FIRSTHDR(&header);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(sizeof(int) * count);
    for (std::size_t i = 0; i < count; ++i) {
      const int file = flood.files[i].get();
      std::memcpy(CMSG_DATA(part) + i * sizeof file, &file, sizeof file);
    }
  }
  return sendmsg(socket, &header, MSG_DONTWAIT | MSG_NOSIGNAL);
}

}  // namespace

std::optional<Socket> Socket::connect(const std::string& path) {
  link::UniqueFd socket(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  if (::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    return std::nullopt;
  auto link = link::Link::adopt(std::move(socket));
  if (!link) return std::nullopt;
  return Socket(std::move(*link));
}

bool Socket::send(const std::function<void(std::uint32_t id)>& is_through) {
  for (int i = 0; i < packets_a_turn && !floods_.empty(); ++i) {
    Flood& flood = floods_.front();
    const ssize_t sent = send_packet(link_.fd(), flood);
    // So many descriptors may be under way that the system takes no more of them now.
    if (sent < 0 && (errno == EAGAIN || errno == EINTR || errno == ETOOMANYREFS)) return true;
    if (sent < 0) {
      floods_.clear();
      return false;
    }
    if (--flood.times > 0) continue;
    if (flood.id != 0) is_through(flood.id);
    floods_.pop_front();
  }
  return true;
}

bool Socket::read(const Heard& heard) {
  auto got = link_.receive(
      [&](link::Bytes message, std::vector<link::UniqueFd>& files) { heard(message, files); });
  return got && *got != link::Link::Received::closed;
}

}  // namespace cation::hostile
