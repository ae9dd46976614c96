#include "link/link.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "link/record.h"
#include "link/system_error.h"

namespace cation::link {

namespace {

// Linux takes no more in one call (SCM_MAX_FD), and `Limits::max_fds` is held below it.
constexpr std::size_t most_fds = 253;

std::size_t total_size(std::span<const Bytes> parts) {
  std::size_t size = 0;
  for (const Bytes& part : parts) size += part.size();
  return size;
}

}  // namespace

Result<Link> Link::adopt(UniqueFd socket, Limits limits) {
  int type = 0;
  socklen_t length = sizeof type;
  if (getsockopt(socket.get(), SOL_SOCKET, SO_TYPE, &type, &length) != 0)
    return system_error("A link needs a socket");
  if (type != SOCK_SEQPACKET)
    return fail("A link needs a SOCK_SEQPACKET socket", "ERR_NOT_SEQPACKET");
  // Room for a few full packets, so that a burst leaves without waiting; the kernel cuts it to its
  // bound.
  int buffer = static_cast<int>(limits.max_packet_bytes * 8);
  setsockopt(socket.get(), SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
  limits.max_fds = std::min(limits.max_fds, most_fds);
  return Link(std::move(socket), limits);
}

std::size_t Link::readable_bytes() const {
  int bytes = 0;
  return ioctl(socket_.get(), FIONREAD, &bytes) == 0 && bytes > 0 ? static_cast<std::size_t>(bytes)
                                                                  : 0;
}

std::int32_t Link::peer_process() const {
  ucred peer{};
  socklen_t length = sizeof peer;
  if (getsockopt(socket_.get(), SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0) return 0;
  return peer.pid;
}

Result<std::pair<UniqueFd, UniqueFd>> Link::socket_pair() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return system_error("A socket pair could not be made");
  return std::pair(UniqueFd(ends[0]), UniqueFd(ends[1]));
}

Link::Link(UniqueFd socket, Limits limits) : socket_(std::move(socket)), limits_(limits) {
  input_.resize(limits_.max_packet_bytes);
}

void Link::close() {
  if (open_) shutdown(socket_.get(), SHUT_RDWR);
  open_ = false;
  packet_ = {};
  outgoing_.clear();
  rest_ = {};
  queued_bytes_ = 0;
}

Result<void> Link::post(Bytes message, std::vector<UniqueFd> fds) {
  return post(std::span(&message, 1), std::move(fds));
}

Result<void> Link::post(std::span<const Bytes> parts, std::vector<UniqueFd> fds) {
  if (!is_open()) return fail("The other process has gone", "ERR_LINK_CLOSED");
  std::size_t size = total_size(parts);
  if (size > limits_.max_message_bytes)
    return fail("A message of " + std::to_string(size) + " bytes is larger than the limit of " +
                    std::to_string(limits_.max_message_bytes),
                "ERR_MESSAGE_TOO_LARGE");
  if (fds.size() >= limits_.max_fds)
    return fail("A message carries at most " + std::to_string(limits_.max_fds - 1) + " descriptors",
                "ERR_MESSAGE_TOO_LARGE");
  if (queued_bytes_ + size > limits_.max_queued_bytes) {
    // What the socket takes now does not count as waiting.
    if (auto done = flush(); !done) return done;
    if (queued_bytes_ > 0 && queued_bytes_ + size > limits_.max_queued_bytes)
      return fail("The other process does not read: " + std::to_string(queued_bytes_) +
                      " bytes already wait for it",
                  "ERR_LINK_FULL");
  }
  if (size > limits_.max_inline_bytes) return post_large(parts, size, std::move(fds));
  return append_record(Carrier::inlined, parts, size, std::move(fds));
}

Result<void> Link::post_large(std::span<const Bytes> parts, std::size_t size,
                              std::vector<UniqueFd> fds) {
  if (size <= limits_.pool_bytes) {
    if (!pool_out_) {
      auto pool = PoolWriter::create(limits_.pool_bytes);
      if (!pool) return std::unexpected(pool.error());
      std::vector<UniqueFd> offer;
      offer.emplace_back(dup_fd(pool->fd()));
      if (!offer.back()) return system_error("A pool could not be offered");
      if (auto done = append_record(Carrier::pool_offer, {}, 0, std::move(offer)); !done)
        return done;
      pool_out_ = std::move(*pool);
    }
    if (auto region = pool_out_->write(parts, size)) {
      Bytes place = std::as_bytes(std::span(&*region, 1));
      return append_record(Carrier::pooled, std::span(&place, 1), place.size(), std::move(fds));
    }
  }
  auto file = write_memory_file(parts, size);
  if (!file) return std::unexpected(file.error());
  fds.insert(fds.begin(), std::move(*file));
  std::uint64_t length = size;
  Bytes place = std::as_bytes(std::span(&length, 1));
  auto done =
      append_record(Carrier::memory_file, std::span(&place, 1), place.size(), std::move(fds));
  if (done && !packet_.empty()) {
    packet_.outside += size;
    queued_bytes_ += size;
  }
  return done;
}

Result<void> Link::append_record(Carrier carrier, std::span<const Bytes> parts, std::size_t size,
                                 std::vector<UniqueFd> fds) {
  std::size_t length = record_bytes(size);
  bool fits = packet_.bytes.size() + length <= limits_.max_packet_bytes &&
              packet_.fds.size() + fds.size() <= limits_.max_fds;
  if (!packet_.empty() && !fits) {
    if (auto done = flush(); !done) return done;
  }
  std::size_t start = packet_.bytes.size();
  packet_.bytes.resize(start + length);
  std::byte* to = packet_.bytes.data() + start;
  RecordHead head{static_cast<std::uint32_t>(size), carrier, static_cast<std::uint8_t>(fds.size()),
                  0};
  std::memcpy(to, &head, sizeof head);
  to += sizeof head;
  for (const Bytes& part : parts) {
    if (!part.empty()) std::memcpy(to, part.data(), part.size());
    to += part.size();
  }
  std::move(fds.begin(), fds.end(), std::back_inserter(packet_.fds));
  queued_bytes_ += length;
  return {};
}

Result<void> Link::flush() {
  if (!is_open()) return fail("The other process has gone", "ERR_LINK_CLOSED");
  while (!outgoing_.empty()) {
    auto sent = send_packet(outgoing_.front());
    if (!sent) return std::unexpected(sent.error());
    if (*sent == Sent::would_block) break;
    outgoing_.pop_front();
  }
  if (packet_.empty()) return {};
  if (outgoing_.empty()) {
    auto sent = send_packet(packet_);
    if (!sent) return std::unexpected(sent.error());
    if (*sent == Sent::done) {
      // Keeps the capacity: the next turn's packet costs no allocation.
      packet_.bytes.clear();
      packet_.fds.clear();
      packet_.outside = 0;
      return {};
    }
  }
  outgoing_.push_back(std::exchange(packet_, {}));
  return {};
}

Result<Link::Sent> Link::send_packet(Packet& packet) {
  iovec data{packet.bytes.data(), packet.bytes.size()};
  msghdr header{};
  header.msg_iov = &data;
  header.msg_iovlen = 1;
  alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int) * most_fds)> control;
  if (!packet.fds.empty()) {
    std::size_t bytes = sizeof(int) * packet.fds.size();
    header.msg_control = control.data();
    header.msg_controllen = CMSG_SPACE(bytes);
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(bytes);
    auto* numbers = reinterpret_cast<int*>(CMSG_DATA(rights));
    for (std::size_t i = 0; i < packet.fds.size(); ++i) numbers[i] = packet.fds[i].get();
  }
  for (;;) {
    if (sendmsg(socket_.get(), &header, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0) {
      queued_bytes_ -= packet.bytes.size() + packet.outside;
      return Sent::done;
    }
    if (errno == EINTR) continue;
    // ETOOMANYREFS and ENOBUFS pass as the peer reads, like a full socket.
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == ETOOMANYREFS || errno == ENOBUFS)
      return Sent::would_block;
    auto error = system_error("The other process cannot be reached");
    error.error().code = "ERR_LINK_CLOSED";
    close();
    return error;
  }
}

Result<void> Link::flush_draining(const Sink& sink) {
  for (;;) {
    if (auto done = flush(); !done) return done;
    if (!wants_write()) return {};
    pollfd watched{socket_.get(), POLLIN | POLLOUT, 0};
    if (poll(&watched, 1, -1) < 0 && errno != EINTR)
      return system_error("A link could not be polled");
    if (watched.revents & (POLLIN | POLLHUP | POLLERR)) {
      if (auto got = receive(sink); !got) return std::unexpected(got.error());
    }
  }
}

Result<bool> Link::wait_readable(int timeout_ms) {
  if (!is_open()) return fail("The other process has gone", "ERR_LINK_CLOSED");
  pollfd watched{socket_.get(), POLLIN, 0};
  for (;;) {
    int ready = poll(&watched, 1, timeout_ms);
    if (ready >= 0) return ready > 0;
    if (errno != EINTR) return system_error("A link could not be polled");
  }
}

}  // namespace cation::link
