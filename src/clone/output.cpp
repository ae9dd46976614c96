#include "clone/output.h"

#include <algorithm>
#include <bit>
#include <string>

#include "clone/text.h"

namespace cation::clone {

static_assert(std::endian::native == std::endian::little);

void Output::grow(std::size_t bytes) {
  const std::size_t used = size();
  const auto capacity = static_cast<std::size_t>(end_ - begin_);
  std::size_t wanted = std::max(capacity * 2, used + bytes);
  std::byte* larger = nullptr;
  std::unique_ptr<std::byte[]> heap;
  if (wanted <= block_bytes) {
    block_ = take_block();
    larger = block_.get();
    wanted = block_bytes;
  } else {
    heap = std::make_unique_for_overwrite<std::byte[]>(wanted);
    larger = heap.get();
  }
  std::memcpy(larger, begin_, used);
  heap_ = std::move(heap);
  begin_ = larger;
  at_ = larger + used;
  end_ = larger + wanted;
}

void Output::text(std::string_view utf8) {
  const auto head = [this](std::size_t units, Form form) {
    varint(static_cast<std::uint64_t>(units) << 2 | static_cast<std::uint8_t>(form));
  };
  if (is_ascii(utf8)) {
    head(utf8.size(), Form::ascii);
    chars(utf8);
    return;
  }
  std::u16string units;
  append_utf16(utf8, units);
  if (is_well_formed(units)) {
    std::string strict(units.size() * 3, '\0');
    strict.resize(write_utf8(units, strict.data()));
    head(units.size(), Form::utf8);
    varint(strict.size());
    chars(strict);
  } else {
    head(units.size(), Form::utf16);
    bytes(std::as_bytes(std::span(units.data(), units.size())));
  }
}

}  // namespace cation::clone
