// Any bytes are either refused or read as a value; what was read is written and read again as the
// same, in one piece and in parts, and the second writing gives the same bytes.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "clone/decoder.h"
#include "clone/encoder.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cation;
  const auto value = clone::decode(std::as_bytes(std::span(data, size)));
  if (!value) {
    require(!value.error().message.empty());
    return 0;
  }
  const auto first = clone::encode(*value);
  require(first.has_value());
  const auto parts = clone::encode_parts(*value);
  require(parts && parts->size() == first->size());
  std::vector<std::byte> gathered(parts->size());
  parts->copy_to(gathered);
  require(gathered == *first);
  std::vector<std::byte> rest = parts->head;
  rest.insert(rest.end(), parts->table.begin(), parts->table.end());
  const auto apart = clone::decode(rest, parts->attached);
  require(apart.has_value() && *apart == *value);
  const auto again = clone::decode(*first);
  require(again.has_value());
  require(*clone::encode(*again) == *first);
  require(*again == *value);
  value->debug_string();
  return 0;
}
