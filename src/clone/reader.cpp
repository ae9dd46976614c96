#include "clone/reader.h"

namespace cation::clone {

bool Reader::bigint(Value* place) {
  BigIntNode* node = arena_->make<BigIntNode>();
  Access::put(place, Type::bigint, node);
  const std::uint64_t head = body_.varint();
  const auto bytes = body_.bytes(head >> 1);
  if (body_.failed() || !charge_values(bigint_values)) return false;
  if (bytes.size() > max_bigint_bytes) return bad("a bigint is too long");
  const bool negative = head & 1;
  if (bytes.empty() ? negative : bytes.back() == std::byte{0})
    return bad("a bigint is not minimal");
  node->negative = negative;
  node->magnitude = copy(bytes);
  return true;
}

bool Reader::bytes(std::uint8_t tag_byte, std::span<const std::byte>& result) {
  if (tag_byte == tag::attached_buffer) {
    if (attached_.left() == 0) return bad("attachments are missing");
    result = copy(attached_.next());
    return true;
  }
  if (tag_byte != tag::buffer) return bad("bytes without a buffer");
  result = copy(body_.bytes(body_.varint()));
  return !body_.failed();
}

std::span<const std::byte> Reader::copy(std::span<const std::byte> bytes) {
  if (bytes.empty()) return {};
  auto* place = arena_->array<std::byte>(bytes.size());
  std::memcpy(place, bytes.data(), bytes.size());
  return {place, bytes.size()};
}

}  // namespace cation::clone
