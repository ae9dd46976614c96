#include "clone/blocks.h"

#include <array>

namespace cation::clone {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(CATION_FREES_BLOCKS)
// The sanitizer sees the use of a block that was let go of only where it is freed.
constexpr std::size_t most_kept = 0;
#else
constexpr std::size_t most_kept = 12;
#endif

/// The blocks of one thread.
class Kept {
 public:
  Kept() = default;
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;
  ~Kept() { thread_ends() = true; }

  static Kept& of_thread() {
    thread_local Kept kept;
    return kept;
  }
  /// Values in variables of the thread or the program are destroyed after the blocks.
  static bool& thread_ends() {
    thread_local bool ends = false;
    return ends;
  }

  std::unique_ptr<std::byte[]> take() {
    if (count_ == 0) return std::make_unique_for_overwrite<std::byte[]>(block_bytes);
    return std::move(blocks_[--count_]);
  }
  void give(std::unique_ptr<std::byte[]> block) {
    if (count_ < most_kept) blocks_[count_++] = std::move(block);
  }

 private:
  std::array<std::unique_ptr<std::byte[]>, most_kept> blocks_;
  std::size_t count_ = 0;
};

}  // namespace

void GiveBlockBack::operator()(std::byte* block) const noexcept {
  std::unique_ptr<std::byte[]> owned(block);
  if (!Kept::thread_ends()) Kept::of_thread().give(std::move(owned));
}

Block take_block() {
  if (Kept::thread_ends()) {
    return Block(std::make_unique_for_overwrite<std::byte[]>(block_bytes).release());
  }
  return Block(Kept::of_thread().take().release());
}

}  // namespace cation::clone
