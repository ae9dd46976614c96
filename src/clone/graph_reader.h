#pragma once

// Reads the values of a message into an arena. Containers are laid out when they open, for their
// counts are known, and filled in place; those that are not full yet lie on a stack of its own.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "clone/reader.h"
#include "clone/shape_input.h"

namespace cation::clone {

class GraphReader {
 public:
  GraphReader(const Layout& layout, Arena& arena, const Limits& limits)
      : in_(layout, arena, limits) {}

  /// Reads the message into raw memory of the arena; false where it is malformed.
  bool run(Value* root);
  /// What is wrong with it.
  const char* problem() const { return in_.problem() ? in_.problem() : "it ends early"; }

 private:
  enum class Fill : std::uint8_t { items, values, record, entries, pairs, elements };
  struct Frame {
    void* first;
    void* at;
    void* end;
    Fill fill;
    bool has_key = false;      // of the pair at `at`
    std::uint32_t length = 0;  // of an array by entries
    double last_index = -1;
  };

  // All answer false where something is wrong.

  bool step();
  bool keys_differ(const Frame& frame);
  bool value(Value* place, bool in_array = false);
  bool object_value(Value* place, std::uint8_t tag_byte);
  bool array(Value* place, std::uint64_t count);
  bool array_by_entries(Value* place);
  bool map(Value* place);
  bool set(Value* place);
  bool object(Value* place);
  bool error(Value* place);
  bool record(Value* place, ShapeInput::Keys keys);

  /// Constructed at once, so that a reference to a container that is not full yet finds values in
  /// it.
  template <typename T>
  T* room(std::uint64_t count);
  template <typename T>
  Frame& open(Fill fill, T* first, std::uint64_t count);

  Reader in_;
  ShapeInput shapes_;
  std::vector<Frame> frames_;
};

}  // namespace cation::clone
