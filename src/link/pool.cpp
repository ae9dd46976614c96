#include "link/pool.h"

#include <atomic>
#include <cstring>

namespace cation::link {

namespace {

// The reader's counter has a cache line of its own, in front of the ring.
constexpr std::size_t counter_bytes = 64;
constexpr std::size_t alignment = 64;

constexpr std::size_t whole(std::size_t capacity) {
  return (capacity + alignment - 1) & ~(alignment - 1);
}

std::atomic_ref<std::uint64_t> counter_of(const Mapping& memory) {
  return std::atomic_ref(*reinterpret_cast<std::uint64_t*>(memory.bytes().data()));
}

}  // namespace

PoolWriter::PoolWriter(UniqueFd file, Mapping memory, std::size_t capacity)
    : file_(std::move(file)), memory_(std::move(memory)), capacity_(capacity) {}

Result<PoolWriter> PoolWriter::create(std::size_t capacity) {
  capacity = whole(capacity);
  auto file = make_memory_file(counter_bytes + capacity);
  if (!file) return std::unexpected(file.error());
  auto memory = Mapping::map(file->get(), counter_bytes + capacity);
  if (!memory) return std::unexpected(memory.error());
  return PoolWriter(std::move(*file), std::move(*memory), capacity);
}

std::optional<PoolRegion> PoolWriter::write(std::span<const std::span<const std::byte>> parts,
                                            std::size_t size) {
  if (size > capacity_) return std::nullopt;
  std::uint64_t seen = counter_of(memory_).load(std::memory_order_acquire);
  // The reader can write anything here; it harms itself alone as long as it stays within what was
  // given.
  if (seen > tail_ && seen <= head_) tail_ = seen;
  std::uint64_t start = head_;
  std::uint64_t place = start % capacity_;
  bool empty = tail_ == head_;
  if (place != 0 && (empty || place + size > capacity_)) {
    start += capacity_ - place;
    place = 0;
  }
  if (empty) tail_ = start;
  if (start + size - tail_ > capacity_) return std::nullopt;
  std::byte* to = memory_.bytes().data() + counter_bytes + place;
  for (const auto& part : parts) {
    if (!part.empty()) std::memcpy(to, part.data(), part.size());
    to += part.size();
  }
  // The next region starts aligned; the reader gives back to this position.
  head_ = start + ((size + alignment - 1) & ~(alignment - 1));
  return PoolRegion{start, size};
}

PoolReader::PoolReader(UniqueFd file, Mapping counter, std::size_t capacity)
    : file_(std::move(file)), counter_(std::move(counter)), capacity_(capacity) {}

Result<PoolReader> PoolReader::open(UniqueFd file, std::size_t most_bytes) {
  auto size = sealed_size(file.get());
  if (!size) return std::unexpected(size.error());
  if (*size <= counter_bytes || (*size - counter_bytes) % alignment != 0)
    return fail("a pool has an odd size");
  if (*size - counter_bytes > whole(most_bytes)) return fail("a pool is larger than the limit");
  auto counter = Mapping::map(file.get(), counter_bytes);
  if (!counter) return std::unexpected(counter.error());
  return PoolReader(std::move(file), std::move(*counter), *size - counter_bytes);
}

Result<void> PoolReader::read(PoolRegion region, std::vector<std::byte>& out) {
  std::uint64_t place = region.position % capacity_;
  if (region.size > capacity_ || place + region.size > capacity_)
    return fail("a message lies outside its pool");
  if (region.position < next_) return fail("a message of a pool comes twice");
  if (auto done = read_file(file_.get(), counter_bytes + place, region.size, out); !done)
    return done;
  std::uint64_t end = region.position + ((region.size + alignment - 1) & ~(alignment - 1));
  next_ = end;
  counter_of(counter_).store(end, std::memory_order_release);
  return {};
}

}  // namespace cation::link
