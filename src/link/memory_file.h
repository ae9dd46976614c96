#pragma once

// Memory that two processes share through a descriptor.

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "cation/result.h"
#include "link/unique_fd.h"

namespace cation::link {

/// A mapping of a memory file, unmapped at its end.
class Mapping {
 public:
  static Result<Mapping> map(int fd, std::size_t size);
  Mapping(Mapping&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(other.size_) {}
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
/// memory that can shrink kills its reader, and another kind of file may block it.
Result<std::size_t> sealed_size(int fd);
/// A memory file that holds these parts.
Result<UniqueFd> write_memory_file(std::span<const std::span<const std::byte>> parts,
                                   std::size_t size);
/// Copies `size` bytes of a memory file to the start of `out`, which grows to hold them.
Result<void> read_file(int fd, std::size_t offset, std::size_t size, std::vector<std::byte>& out);
/// A second descriptor for the same file, closed on exec.
UniqueFd dup_fd(int fd);

}  // namespace cation::link
