#include "clone/decoder.h"

#include <memory>
#include <new>
#include <string>

#include "clone/graph_reader.h"

namespace cation::clone {

namespace {

/// An arena while it is filled; a Value that leaves it keeps it on.
class Filling {
 public:
  explicit Filling(std::size_t expected) : arena_(std::make_unique<Arena>(expected).release()) {
    arena_->keep();
  }
  Filling(const Filling&) = delete;
  Filling& operator=(const Filling&) = delete;
  ~Filling() {
    if (arena_->drop()) Owner::dispose(arena_);
  }
  Arena& arena() { return *arena_; }

 private:
  Arena* arena_;
};

Result<Value> read(const Layout& layout, const Limits& limits) try {
  // What the values of usual messages take for each byte.
  Filling filling(10 * (layout.body.size() + layout.text.size() / 4));
  Value* root = filling.arena().array<Value>(1);
  GraphReader reader(layout, filling.arena(), limits);
  if (!reader.run(root)) {
    return fail(std::string("malformed message: ") + reader.problem(), "ERR_MALFORMED_CLONE");
  }
  return Value(*root);
} catch (const std::bad_alloc&) {
  return fail("unsupported message: there is no memory for it", "ERR_UNSUPPORTED_CLONE");
}

}  // namespace

Result<Value> decode(std::span<const std::byte> bytes, const Limits& limits) {
  return read(Layout::of(bytes, nullptr), limits);
}

Result<Value> decode(std::span<const std::byte> bytes,
                     std::span<const std::span<const std::byte>> attached, const Limits& limits) {
  return read(Layout::of(bytes, &attached), limits);
}

}  // namespace cation::clone
