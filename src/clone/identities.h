#pragma once

// Numbers the objects of a message in the order in which they are met.
//
// To look each of them up in a table takes longer than to write it, so those that nothing else can
// lead to are only counted: what C++ code made and one Value alone holds, and what lies in a
// decoded message that does not refer to it. The latter can still be reached twice where two parts
// of that message were put into one value: then `run_again` asks for another run, in which all of
// those are looked up.

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <vector>

#include "clone/node.h"

namespace cation::clone {

class Identities {
 public:
  Identities(std::pmr::memory_resource* memory, bool look_all_up)
      : objects_(memory), arenas_(memory), look_all_up_(look_all_up) {}

  /// Instead of a number.
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  /// The number that this object has already, or `none`: then it has the next one from now on.
  std::uint32_t number(const Value& value) {
    if (!is_met_once(value)) {
      const std::uint32_t known = objects_.find_or_add(Access::identity(value), count_);
      if (known != none) return known;
    }
    ++count_;
    return none;
  }
  /// Gives a number to what no reference names.
  void skip() { ++count_; }
  /// How many objects have a number.
  std::uint32_t total() const { return count_; }
  bool run_again() const { return run_again_; }

 private:
  /// An open-addressing table of addresses.
  class Table {
   public:
    explicit Table(std::pmr::memory_resource* memory) : slots_(memory) {}
    /// The number of what is in the table already; adds what is not.
    std::uint32_t find_or_add(const void* key, std::uint32_t number) {
      if ((used_ + 1) * 2 > slots_.size()) grow();
      std::size_t at = place(key);
      while (slots_[at].key) {
        if (slots_[at].key == key) return slots_[at].number;
        at = (at + 1) & (slots_.size() - 1);
      }
      slots_[at] = {key, number};
      ++used_;
      return none;
    }

   private:
    struct Slot {
      const void* key = nullptr;
      std::uint32_t number = 0;
    };

    std::size_t place(const void* key) const {
      const auto bits = reinterpret_cast<std::uintptr_t>(key) >> 3;
      return (bits * 0x9e3779b97f4a7c15u >> 32) & (slots_.size() - 1);
    }
    void grow() {
      std::pmr::vector<Slot> old(slots_.empty() ? 16 : slots_.size() * 4, slots_.get_allocator());
      old.swap(slots_);
      for (const Slot& slot : old) {
        if (!slot.key) continue;
        std::size_t at = place(slot.key);
        while (slots_[at].key) at = (at + 1) & (slots_.size() - 1);
        slots_[at] = slot;
      }
    }

    std::pmr::vector<Slot> slots_;
    std::size_t used_ = 0;
  };

  bool is_met_once(const Value& value) {
    const auto& node = Access::node<ObjectBase>(value);
    if (!Access::owns(value)) return !node.shared && !look_all_up_;
    if (!node.owner->is_arena()) return node.owner->is_held_once();
    if (look_all_up_) return false;
    // The way into a decoded message: the only one, or the first.
    if (!node.owner->is_held_once() && arenas_.find_or_add(node.owner, 0) != none) {
      run_again_ = true;
    }
    return !node.shared;
  }

  Table objects_;
  Table arenas_;
  std::uint32_t count_ = 0;
  bool look_all_up_;
  bool run_again_ = false;
};

}  // namespace cation::clone
