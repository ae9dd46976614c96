#pragma once

// Recycled shared memory for large messages, one for each direction of a link. Fresh memory for each
// message costs a page fault for every 4 KiB; memory that is used again costs a copy in and a copy out.
//
// The sender owns the pool: a memory file, sealed against resizing, that the receiver maps. Space is a
// ring: taken in the order of sending, given back in the order of reading. The receiver says how far
// it has read in a counter in the memory itself. When all was read the ring starts again at its
// beginning, so that the same warm pages serve. Neither side trusts the other: positions are checked
// against the size, and the receiver copies a message out before anyone looks at it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "cation/result.h"
#include "link/unique_fd.h"

namespace cation::link {

/// A mapping of a memory file, unmapped at its end.
class Mapping {
 public:
  static Result<Mapping> map(int fd, std::size_t size);
  Mapping(Mapping&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(other.size_) {}
  Mapping& operator=(Mapping&& other) noexcept;
  ~Mapping();
  std::span<std::byte> bytes() const { return {data_, size_}; }

 private:
  Mapping(std::byte* data, std::size_t size) : data_(data), size_(size) {}
  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

/// A memory file of this size, sealed against resizing.
Result<UniqueFd> make_memory_file(std::size_t size);
/// The size of a memory file that is sealed against shrinking; an Error for any other fd, since
/// memory that can shrink kills its reader.
Result<std::size_t> sealed_size(int fd);

/// Where a message lies in a pool: `position` counts all bytes ever given out.
struct PoolRegion {
  std::uint64_t position;
  std::uint64_t size;
};

class PoolWriter {
 public:
  static Result<PoolWriter> create(std::size_t capacity);
  /// The memory file, for the receiver to map.
  int fd() const { return file_.get(); }
  /// Copies the parts in; nothing where the free space does not do.
  std::optional<PoolRegion> write(std::span<const std::span<const std::byte>> parts, std::size_t size);

 private:
  PoolWriter(UniqueFd file, Mapping memory, std::size_t capacity);
  UniqueFd file_;
  Mapping memory_;
  std::size_t capacity_;
  std::uint64_t head_ = 0;  // position behind the last region given out
  std::uint64_t tail_ = 0;  // what the reader was last seen to have given back
};

class PoolReader {
 public:
  static Result<PoolReader> open(int fd);
  /// Copies a region out and gives it back to the writer.
  Result<void> read(PoolRegion region, std::vector<std::byte>& out);

 private:
  explicit PoolReader(Mapping memory);
  Mapping memory_;
  std::size_t capacity_;
};

}  // namespace cation::link
