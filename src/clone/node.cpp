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

void* Arena::allocate_block(std::size_t size) {
  // What fills much of a block gets a piece of its own: the rest of the open one stays in use.
  if (size >= std::min(next_size_, block_bytes) / 4) return add_piece(size);
  std::byte* place = nullptr;
  if (next_size_ < block_bytes / 4) {
    place = add_piece(next_size_);
    end_ = place + next_size_;
    next_size_ *= 4;
  } else {
    blocks_.push_back(take_block());
    place = blocks_.back().get();
    end_ = place + block_bytes;
  }
  at_ = place + size;
  return place;
}

std::byte* Arena::add_piece(std::size_t size) {
  // Aligned as allocate() needs it: operator new gives at least 16.
  static_assert(__STDCPP_DEFAULT_NEW_ALIGNMENT__ >= 8);
  pieces_.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
  return pieces_.back().get();
}

}  // namespace cation::clone
