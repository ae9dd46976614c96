// The reading half of Link: packets from the socket, records from a packet, large messages from
// memory.

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "link/link.h"
#include "link/record.h"
#include "link/system_error.h"

namespace cation::link {

namespace {

// A buffer larger than this is given back after use instead of kept for the next message.
constexpr std::size_t kept_bytes = std::size_t{32} << 20;

std::vector<UniqueFd> take_fds(msghdr& header) {
  std::vector<UniqueFd> fds;
  for (cmsghdr* part = CMSG_FIRSTHDR(&header); part != nullptr; part = CMSG_NXTHDR(&header, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    const auto* numbers = reinterpret_cast<const int*>(CMSG_DATA(part));
    for (std::size_t i = 0; i < count; ++i) fds.emplace_back(numbers[i]);
  }
  return fds;
}

}  // namespace

std::unexpected<Error> Link::broken(std::string why) {
  close();
  return fail(std::move(why), "ERR_LINK_BROKEN");
}

Result<Link::Received> Link::receive(const Sink& sink) {
  if (!is_open()) return Received::closed;
  // Taken out while the sink runs, since it may call receive itself.
  Incoming packet = std::exchange(rest_, {});
  if (packet.empty()) {
    packet.bytes = std::exchange(input_, {});
    auto got = read(packet);
    if (!got || *got != Received::packet) {
      if (got && *got == Received::nothing) input_ = std::move(packet.bytes);
      return got;
    }
  }
  if (auto parsed = parse(packet, sink); !parsed) return std::unexpected(parsed.error());
  if (!is_open()) return Received::packet;
  if (packet.empty()) {
    input_ = std::move(packet.bytes);
  } else {
    rest_ = std::move(packet);
  }
  return Received::packet;
}

Result<Link::Received> Link::read(Incoming& packet) {
  packet.bytes.resize(limits_.max_packet_bytes);
  iovec data{packet.bytes.data(), packet.bytes.size()};
  alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int) * 253)> control;
  msghdr header{};
  header.msg_iov = &data;
  header.msg_iovlen = 1;
  header.msg_control = control.data();
  header.msg_controllen = control.size();
  ssize_t got;
  do {
    got = recvmsg(socket_.get(), &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return Received::nothing;
  if (got >= 0) packet.fds = take_fds(header);
  if (got <= 0) {
    close();
    return Received::closed;
  }
  if (header.msg_flags & MSG_TRUNC) return broken("a packet is larger than the limit");
  // Either more came than one packet carries, or this process may have no more open.
  if (header.msg_flags & MSG_CTRUNC) return broken("descriptors of a packet are lost");
  if (packet.fds.size() > limits_.max_fds) return broken("a packet has too many descriptors");
  if (small_only_ && !packet.fds.empty())
    return broken("descriptors came before the link was proved");
  packet.at = 0;
  packet.end = static_cast<std::size_t>(got);
  received_bytes_ += packet.end;
  return Received::packet;
}

Result<void> Link::parse(Incoming& packet, const Sink& sink) {
  holding_ = false;
  while (!packet.empty() && !std::exchange(holding_, false)) {
    if (auto done = parse_record(packet, sink); !done) return done;
    if (!is_open()) return {};
  }
  return {};
}

Result<void> Link::parse_record(Incoming& packet, const Sink& sink) {
  const Bytes left = Bytes(packet.bytes).subspan(packet.at, packet.end - packet.at);
  RecordHead head;
  if (left.size() < sizeof head) return broken("a record's header is cut");
  std::memcpy(&head, left.data(), sizeof head);
  const std::size_t length = record_bytes(head.length);
  if (length > left.size()) return broken("a record is longer than its packet");
  if (head.fds > packet.fds.size() - packet.fds_taken)
    return broken("a record names descriptors that did not come");
  const Bytes payload = left.subspan(sizeof head, head.length);
  packet.at += length;
  std::vector<UniqueFd> own;
  for (std::size_t i = 0; i < head.fds; ++i)
    own.push_back(std::move(packet.fds[packet.fds_taken++]));

  if (head.carrier == Carrier::inlined) {
    sink(payload, own);
    return {};
  }
  if (small_only_) return broken("a large message came before the link was proved");
  if (head.carrier == Carrier::pool_offer) return open_pool(std::move(own));
  std::vector<std::byte> carried = std::exchange(carried_, {});
  auto size = fetch(head.carrier, payload, packet, own, carried);
  if (!size) return broken(size.error().message);
  carried_bytes_ += *size;
  sink(Bytes(carried).first(*size), own);
  if (carried.size() <= kept_bytes) carried_ = std::move(carried);
  return {};
}

Result<void> Link::open_pool(std::vector<UniqueFd> fds) {
  if (pool_in_ || fds.size() != 1) return broken("a pool is offered twice or without its memory");
  auto pool = PoolReader::open(std::move(fds[0]), limits_.pool_bytes);
  if (!pool) return broken(pool.error().message);
  pool_in_ = std::move(*pool);
  return {};
}

Result<std::size_t> Link::fetch(Carrier carrier, Bytes place, Incoming& packet,
                                std::vector<UniqueFd>& fds, std::vector<std::byte>& out) {
  if (carrier == Carrier::pooled) {
    PoolRegion region;
    if (!pool_in_ || place.size() != sizeof region) return fail("a message lies in no pool");
    std::memcpy(&region, place.data(), sizeof region);
    // What one packet was posted for lay in the pool all at once.
    if (region.size > pool_in_->capacity() - packet.pooled)
      return fail("a packet's messages are larger than their pool");
    packet.pooled += region.size;
    if (auto done = pool_in_->read(region, out); !done) return std::unexpected(done.error());
    return region.size;
  }
  std::uint64_t size = 0;
  if (carrier != Carrier::memory_file || place.size() != sizeof size || fds.empty())
    return fail("a record of an unknown kind");
  std::memcpy(&size, place.data(), sizeof size);
  if (size > limits_.max_message_bytes) return fail("a message is too large");
  UniqueFd file = std::move(fds.front());
  fds.erase(fds.begin());
  auto there = sealed_size(file.get());
  if (!there) return std::unexpected(there.error());
  if (*there < size) return fail("shared memory is smaller than its message");
  if (auto done = read_file(file.get(), 0, size, out); !done) return std::unexpected(done.error());
  return size;
}

}  // namespace cation::link
