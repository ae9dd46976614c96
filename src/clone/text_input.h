#pragma once

// The text of a message being read: its segments, and the strings that are cut from them in order.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "clone/input.h"
#include "clone/node.h"

namespace cation::clone {

class TextInput {
 public:
  TextInput(std::span<const std::byte> bytes, Arena& arena) : input_(bytes), arena_(&arena) {}

  /// The next string, of so many UTF-16 units, in the arena; nothing where the text does not have
  /// it.
  std::optional<std::string_view> next(std::uint64_t units) {
    if (units == 0) return std::string_view();
    if (left_ == 0 && !open_segment()) return std::nullopt;
    if (units > left_) return std::nullopt;
    left_ -= units;
    if (!ascii_) return cut(static_cast<std::size_t>(units));
    const std::string_view result(at_, static_cast<std::size_t>(units));
    at_ += units;
    return result;
  }
  /// Whether all of it was read.
  bool is_done() const { return left_ == 0 && input_.left() == 0 && !input_.failed(); }

  /// Reads one text with its units and form, as it stands in front of `input`, into the arena.
  static std::optional<std::string_view> read(Input& input, Arena& arena,
                                              std::size_t* units = nullptr);

 private:
  bool open_segment();
  std::string_view cut(std::size_t units);

  Input input_;
  Arena* arena_;
  /// Units of the open segment that are not read yet.
  std::uint64_t left_ = 0;
  bool ascii_ = true;
  const char* at_ = nullptr;  // in an ASCII segment
  std::u16string units_;      // of another one
};

}  // namespace cation::clone
