#pragma once

// Where the parts of a message lie: its body, its text and the attached buffers.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "clone/wire.h"

namespace cation::clone {

/// The attached buffers of a message, taken one after the other.
class Attached {
 public:
  using Spans = std::span<const std::span<const std::byte>>;

  Attached() = default;
  /// They lie one behind the other in `bytes`, with the sizes that `table` says and `bytes` has.
  Attached(std::span<const std::byte> table, std::span<const std::byte> bytes)
      : table_(table), bytes_(bytes), left_(table.size() / table_entry_bytes) {}
  /// They lie apart from the message.
  explicit Attached(Spans apart) : apart_(apart), left_(apart.size()) {}

  std::size_t left() const { return left_; }
  /// The bytes of the next one. Only where one is left.
  std::span<const std::byte> next() {
    --left_;
    if (!apart_.empty()) {
      const auto result = apart_.front();
      apart_ = apart_.subspan(1);
      return result;
    }
    std::uint64_t size = 0;
    std::memcpy(&size, table_.data(), sizeof size);
    table_ = table_.subspan(table_entry_bytes);
    const auto result = bytes_.first(static_cast<std::size_t>(size));
    bytes_ = bytes_.subspan(result.size());
    return result;
  }

 private:
  std::span<const std::byte> table_;
  std::span<const std::byte> bytes_;
  Spans apart_;
  std::size_t left_ = 0;
};

struct Layout {
  bool references = false;
  std::span<const std::byte> body;
  std::span<const std::byte> text;
  Attached attached;
  /// What is wrong with the bytes; null where nothing is.
  const char* problem = nullptr;

  /// `apart`: the attached buffers, where they are not among the bytes; else null.
  static Layout of(std::span<const std::byte> message, const Attached::Spans* apart);
};

}  // namespace cation::clone
