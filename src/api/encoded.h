#pragma once

// A value on its way out: its clone in pieces, so that a large buffer is copied once, from the
// Value to the memory that the other process reads.

#include <vector>

#include "clone/encoder.h"
#include "ipc/message.h"

namespace cation::api {

class Encoded {
 public:
  /// The errors of clone::encode.
  static Result<Encoded> of(const Value& value, const clone::Limits& limits) {
    auto parts = clone::encode_parts(value, limits);
    if (!parts) return std::unexpected(std::move(parts.error()));
    return Encoded(*std::move(parts));
  }

  /// A view of this.
  operator ipc::Outgoing() const { return {parts_.head, rest_}; }

 private:
  explicit Encoded(clone::Parts parts)
      : parts_(std::move(parts)), rest_(parts_.attached.begin(), parts_.attached.end()) {
    if (!parts_.table.empty()) rest_.emplace_back(parts_.table);
  }

  clone::Parts parts_;
  std::vector<ipc::Body> rest_;
};

}  // namespace cation::api
