#pragma once

// Recycled shared memory for large messages, one for each direction of a link. Fresh memory for
// each message costs a page fault for every 4 KiB; memory that is used again costs a copy in and a
// copy out.
//
// The sender owns the pool: a memory file, sealed against resizing, that the receiver maps. Space
// is a ring: taken in the order of sending, given back in the order of reading. The receiver says
// how far it has read in a counter in the memory itself. When all was read the ring starts again at
// its beginning, so that the same warm pages serve. Neither side trusts the other: positions are
// checked against the size, and the receiver copies a message out before anyone looks at it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "cation/result.h"
#include "link/memory_file.h"
#include "link/unique_fd.h"

namespace cation::link {

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
  std::optional<PoolRegion> write(std::span<const std::span<const std::byte>> parts,
                                  std::size_t size);

 private:
  PoolWriter(UniqueFd file, Mapping memory, std::size_t capacity);
  UniqueFd file_;
  Mapping memory_;
  std::size_t capacity_;
  std::uint64_t head_ = 0;  // position behind the last region given out
  std::uint64_t tail_ = 0;  // what the reader was last seen to have given back
};

/// Reads through the descriptor and maps the counter alone: a page fault on another's memory cannot
/// then hurt the reader.
class PoolReader {
 public:
  /// An Error for a pool of more than `most_bytes`.
  static Result<PoolReader> open(UniqueFd file, std::size_t most_bytes);
  std::size_t capacity() const { return capacity_; }
  /// Copies a region to the start of `out`, which grows to hold it, and gives it back to the
  /// writer. Regions come in the order in which they were given out: an Error for one that was read
  /// before.
  Result<void> read(PoolRegion region, std::vector<std::byte>& out);

 private:
  PoolReader(UniqueFd file, Mapping counter, std::size_t capacity);
  UniqueFd file_;
  Mapping counter_;
  std::size_t capacity_;
  std::uint64_t next_ = 0;  // the position behind the last region read
};

}  // namespace cation::link
