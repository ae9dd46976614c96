// A link that reads packets of any bytes, with any descriptors: memory of all sizes and seals,
// pools that lie and change, files that are no memory. It takes each message whole, or closes;
// nothing else comes of it. Then a pool's writer against its reader: what is written is read, in
// any order of reading.

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <map>
#include <optional>
#include <vector>

#include "link/link.h"
#include "link/record.h"
#include "support/choices.h"

namespace {

using namespace cation;
using namespace cation::fuzz;
using link::Carrier;
using link::UniqueFd;

constexpr std::array<std::uint64_t, 12> sizes{
    0, 1, 63, 64, 65, 4096, 4096 + 64, 65'536 + 64, 1 << 20, 1ULL << 30, 1ULL << 63, ~0ULL};

void append(std::vector<std::byte>& to, const void* from, std::size_t size) {
  const auto* bytes = static_cast<const std::byte*>(from);
  to.insert(to.end(), bytes, bytes + size);
}

/// What a hostile peer says.
class Speaker {
 public:
  Speaker(Choices& choices, UniqueFd socket) : choices_(choices), socket_(std::move(socket)) {}

  /// One packet of some records.
  void say() {
    packet_.clear();
    files_.clear();
    for (std::size_t records = 1 + choices_.any(4); records > 0; --records) add_record();
    send();
  }

  void change_memory() {
    if (files_.empty()) return;
    const auto bytes = choices_.take(16);
    (void)!pwrite(files_.back().get(), bytes.data(), bytes.size(),
                  static_cast<off_t>(choices_.any(64) * 8));
  }

 private:
  std::uint64_t size() {
    return choices_.one_of(sizes) + (choices_.chance(4) ? choices_.byte() : 0);
  }

  UniqueFd file() {
    switch (choices_.any(8)) {
      case 0:
        return UniqueFd(open("/dev/zero", O_RDWR | O_CLOEXEC));
      case 1:
        return UniqueFd(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
      case 2:
        return UniqueFd(dup(socket_.get()));
      default: {
        UniqueFd memory(memfd_create("fuzz", MFD_CLOEXEC | MFD_ALLOW_SEALING));
        const std::uint64_t most = 1 << 20;
        (void)!ftruncate(memory.get(), static_cast<off_t>(std::min(size(), most)));
        const auto bytes = choices_.take(16);
        (void)!pwrite(memory.get(), bytes.data(), bytes.size(), 0);
        const int seals = choices_.chance(4) ? choices_.byte() & 0x1f : F_SEAL_SHRINK | F_SEAL_GROW;
        (void)fcntl(memory.get(), F_ADD_SEALS, seals);
        return memory;
      }
    }
  }

  void add_record() {
    std::vector<std::byte> payload;
    link::RecordHead head{.length = 0, .carrier = Carrier::inlined, .fds = 0, .zero = 0};
    switch (choices_.any(6)) {
      case 0: {
        const auto bytes = choices_.take(choices_.any(64));
        payload.assign(bytes.begin(), bytes.end());
        break;
      }
      case 1:
        head.carrier = Carrier::pool_offer;
        head.fds = 1;
        break;
      case 2: {
        head.carrier = Carrier::pooled;
        const std::array place{size(), size()};
        append(payload, place.data(), sizeof place);
        break;
      }
      case 3: {
        head.carrier = Carrier::memory_file;
        head.fds = 1;
        const std::uint64_t claimed = size();
        append(payload, &claimed, sizeof claimed);
        break;
      }
      default:
        // Whatever comes: not a record at all.
        const auto bytes = choices_.take(choices_.any(24));
        append(packet_, bytes.data(), bytes.size());
        return;
    }
    for (int i = 0; i < head.fds; ++i) {
      if (UniqueFd made = file()) files_.push_back(std::move(made));
    }
    if (choices_.chance(16)) head.fds = choices_.byte();
    head.length = static_cast<std::uint32_t>(payload.size());
    if (choices_.chance(16)) head.length = static_cast<std::uint32_t>(size());
    append(packet_, &head, sizeof head);
    append(packet_, payload.data(), payload.size());
    packet_.resize((packet_.size() + 7) & ~std::size_t{7});
  }

  void send() {
    iovec data{packet_.data(), packet_.size()};
    alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int) * 16)> control{};
    msghdr header{};
    header.msg_iov = &data;
    header.msg_iovlen = 1;
    const std::size_t count = std::min<std::size_t>(files_.size(), 16);
    if (count > 0) {
      header.msg_control = control.data();
      header.msg_controllen = CMSG_SPACE(sizeof(int) * count);
      cmsghdr* part = CMSG_FIRSTHDR(&header);
      *part = {.cmsg_len = CMSG_LEN(sizeof(int) * count),
               .cmsg_level = SOL_SOCKET,
               .cmsg_type = SCM_RIGHTS};
      for (std::size_t i = 0; i < count; ++i) {
        const int number = files_[i].get();
        std::memcpy(CMSG_DATA(part) + i * sizeof number, &number, sizeof number);
      }
    }
    (void)sendmsg(socket_.get(), &header, MSG_DONTWAIT | MSG_NOSIGNAL);
  }

  Choices& choices_;
  UniqueFd socket_;
  std::vector<std::byte> packet_;
  std::vector<UniqueFd> files_;
};

void read_hostile(Choices& choices) {
  auto pair = link::Link::socket_pair();
  auto reader = *link::Link::adopt(std::move(pair->first));
  Speaker speaker(choices, std::move(pair->second));
  if (choices.chance(8)) reader.take_small_only();
  std::vector<UniqueFd> kept;
  for (int packets = 0; choices.are_left() && packets < 64; ++packets) {
    speaker.say();
    if (choices.chance(4)) speaker.change_memory();
    for (int turns = 0; turns < 8; ++turns) {
      const auto got = reader.receive([&](link::Bytes message, std::vector<UniqueFd>& files) {
        // Every byte can be read.
        std::size_t sum = 0;
        for (std::byte byte : message.first(std::min<std::size_t>(message.size(), 4096)))
          sum += static_cast<std::size_t>(byte);
        require(message.empty() || sum <= 255 * message.size());
        if (!files.empty() && choices.chance(2)) kept.push_back(std::move(files[0]));
        if (choices.chance(4)) reader.hold_rest();
        if (choices.chance(64)) reader.close();
      });
      if (!got) require(!got.error().message.empty() && !reader.is_open());
      if (!got || *got != link::Link::Received::packet) break;
    }
    if (!reader.is_open()) break;
  }
}

/// Two honest ends, whose packets and messages wait as the input says.
void read_honest(Choices& choices) {
  auto pair = link::Link::socket_pair();
  const link::Limits limits{.max_packet_bytes = 4096,
                            .max_inline_bytes = 256,
                            .max_message_bytes = 1 << 20,
                            .max_queued_bytes = 1 << 20,
                            .pool_bytes = 16'384};
  auto writer = *link::Link::adopt(std::move(pair->first), limits);
  auto reader = *link::Link::adopt(std::move(pair->second), limits);
  std::uint32_t sent = 0;
  std::uint32_t got = 0;
  std::map<std::uint32_t, std::size_t> lengths;
  const auto read = [&] {
    const auto done = reader.receive([&](link::Bytes message, std::vector<UniqueFd>&) {
      std::uint32_t number = 0;
      std::memcpy(&number, message.data(), sizeof number);
      require(number == got++ && message.size() == lengths.at(number));
      require(message.back() == static_cast<std::byte>(number) || message.size() == sizeof number);
      if (choices.chance(4)) reader.hold_rest();
    });
    require(done.has_value());
    return *done == link::Link::Received::packet;
  };
  for (int steps = 0; choices.are_left() && steps < 256; ++steps) {
    switch (choices.any(4)) {
      case 0:
        require(writer.flush().has_value());
        break;
      case 1:
        read();
        break;
      default:
        std::vector<std::byte> message(sizeof sent + choices.any(256) * (1 + choices.any(64)));
        if (message.size() > sizeof sent) message.back() = static_cast<std::byte>(sent);
        std::memcpy(message.data(), &sent, sizeof sent);
        if (!writer.post(message)) break;
        lengths[sent++] = message.size();
    }
  }
  for (int turns = 0; got < sent; ++turns) {
    require(turns < 100'000);
    require(writer.flush().has_value());
    while (read()) {
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The lowest descriptor that is free stays the lowest: none is left open.
  const int before = dup(0);
  close(before);
  Choices choices(std::as_bytes(std::span(data, size)));
  if (choices.chance(4)) {
    read_honest(choices);
  } else {
    read_hostile(choices);
  }
  const int after = dup(0);
  close(after);
  require(before == after);
  return 0;
}
