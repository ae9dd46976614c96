#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "cation/result.h"
#include "cation/value.h"
#include "clone/limits.h"

namespace cation::clone {

/// The bytes of a value, by docs/wire-format.md: the same that the JavaScript codec writes for it.
/// An Error where it is deeper ("ERR_CLONE_TOO_DEEP") or larger ("ERR_MESSAGE_TOO_LARGE") than the
/// format and the limits allow. Any thread may call it.
Result<std::vector<std::byte>> encode(const Value& value, const Limits& limits = {});

/// A message in pieces: `head`, then the bytes of each of `attached`, then `table`. For those who
/// write it elsewhere, such as to memory that is shared with another process: large buffers are
/// copied once only then.
struct Parts {
  /// Holds what `attached` points to.
  Value value;
  /// Header, body and text.
  std::vector<std::byte> head;
  /// The attached buffers, where they lie in `value`.
  std::vector<std::span<const std::byte>> attached;
  /// Their sizes.
  std::vector<std::byte> table;

  /// The bytes of the whole message.
  std::size_t size() const;
  /// Writes the message: what `encode` gives. `to` has room for `size()` bytes.
  void copy_to(std::span<std::byte> to) const;
};

/// What `encode` writes, in pieces; the same errors.
Result<Parts> encode_parts(const Value& value, const Limits& limits = {});

}  // namespace cation::clone
