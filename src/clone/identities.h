#pragma once

// Numbers the objects of a message in the order in which they are met.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace cation::clone {

class Identities {
 public:
  /// The number that this object has already, or nothing: then it has the next one from now on.
  std::optional<std::uint32_t> number(const void* object) {
    if ((count_ + 1) * 2 > slots_.size()) grow();
    std::size_t at = place(object);
    while (slots_[at].object) {
      if (slots_[at].object == object) return slots_[at].number;
      at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = {object, count_++};
    return std::nullopt;
  }

 private:
  struct Slot {
    const void* object = nullptr;
    std::uint32_t number = 0;
  };

  std::size_t place(const void* object) const {
    const auto bits = reinterpret_cast<std::uintptr_t>(object) >> 4;
    return (bits * 0x9e3779b97f4a7c15u >> 32) & (slots_.size() - 1);
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 32 : slots_.size() * 4);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (!slot.object) continue;
      std::size_t at = place(slot.object);
      while (slots_[at].object) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::uint32_t count_ = 0;
};

}  // namespace cation::clone
