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
  return fail("The other process broke the protocol: " + std::move(why), "ERR_LINK_BROKEN");
}

Result<Link::Received> Link::receive(const Sink& sink) {
  if (!is_open()) return Received::closed;
  // Taken out while the sink runs, since it may call receive itself.
  std::vector<std::byte> input = std::exchange(input_, {});
  input.resize(limits_.max_packet_bytes);
  iovec data{input.data(), input.size()};
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
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
    input_ = std::move(input);
    return Received::nothing;
  }
  std::vector<UniqueFd> fds;
  if (got >= 0) fds = take_fds(header);
  if (got <= 0) {
    close();
    return Received::closed;
  }
  if (header.msg_flags & (MSG_TRUNC | MSG_CTRUNC))
    return broken("a packet is larger than the limit");
  auto parsed = parse(Bytes(input).first(static_cast<std::size_t>(got)), std::move(fds), sink);
  if (!parsed) return std::unexpected(parsed.error());
  input_ = std::move(input);
  return Received::packet;
}

Result<void> Link::parse(Bytes packet, std::vector<UniqueFd> fds, const Sink& sink) {
  std::size_t fds_taken = 0;
  while (!packet.empty()) {
    RecordHead head;
    if (packet.size() < sizeof head) return broken("a record's header is cut");
    std::memcpy(&head, packet.data(), sizeof head);
    std::size_t length = record_bytes(head.length);
    if (length > packet.size()) return broken("a record is longer than its packet");
    if (head.fds > fds.size() - fds_taken)
      return broken("a record names descriptors that did not come");
    Bytes payload = packet.subspan(sizeof head, head.length);
    packet = packet.subspan(length);
    std::vector<UniqueFd> own;
    for (std::size_t i = 0; i < head.fds; ++i) own.push_back(std::move(fds[fds_taken++]));

    if (head.carrier == Carrier::pool_offer) {
      if (pool_in_ || own.size() != 1)
        return broken("a pool is offered twice or without its memory");
      auto pool = PoolReader::open(std::move(own[0]));
      if (!pool) return broken(pool.error().message);
      pool_in_ = std::move(*pool);
      continue;
    }
    if (head.carrier == Carrier::inlined) {
      sink(payload, own);
    } else {
      std::vector<std::byte> carried = std::exchange(carried_, {});
      auto size = fetch(head.carrier, payload, own, carried);
      if (!size) return broken(size.error().message);
      sink(Bytes(carried).first(*size), own);
      if (carried.size() <= kept_bytes) carried_ = std::move(carried);
    }
    if (!is_open()) return {};
  }
  return {};
}

Result<std::size_t> Link::fetch(Carrier carrier, Bytes place, std::vector<UniqueFd>& fds,
                                std::vector<std::byte>& out) {
  if (carrier == Carrier::pooled) {
    PoolRegion region;
    if (!pool_in_ || place.size() != sizeof region) return fail("a message lies in no pool");
    std::memcpy(&region, place.data(), sizeof region);
    if (region.size > limits_.max_message_bytes) return fail("a message is too large");
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
