#include "clone/node.h"

#include <algorithm>

namespace cation::clone {

void Owner::dispose(Owner* owner) noexcept {
  owner->next_ = nullptr;
  Owner* first = owner;
  while (first) {
    Owner* current = first;
    first = current->next_;
    if (std::vector<Value>* values = current->held()) {
      for (Value& value : *values) {
        if (!Access::owns(value)) continue;
        Owner* held = Access::identity(value)->owner;
        Access::forget(value);
        if (held->drop()) {
          held->next_ = first;
          first = held;
        }
      }
    }
    delete current;
  }
}

void Arena::add_block(std::size_t least) {
  // What is too large for a block gets one of its own, and the rest of the open one stays in use.
  const std::size_t size = std::max(least, next_size_);
  // Aligned as allocate() needs it: operator new gives at least 16.
  static_assert(__STDCPP_DEFAULT_NEW_ALIGNMENT__ >= 16);
  blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(size)});
  at_ = blocks_.back().bytes.get();
  end_ = at_ + size;
  next_size_ = std::min(next_size_ * 2, std::size_t{1} << 20);
}

}  // namespace cation::clone
