#include "clone/text_output.h"

#include <string>

namespace cation::clone {

void TextOutput::close() {
  if (units_ == 0) return;
  const std::span<const std::byte> bytes = out_.written().subspan(start_ + head_bytes);
  if (ascii_) {
    std::array<std::byte, longest_varint> head{};
    const std::byte* end = write_varint(head.data(), static_cast<std::uint64_t>(units_) << 2);
    const auto wanted = static_cast<std::size_t>(end - head.data());
    if (wanted != head_bytes) {
      out_.reserve(longest_varint);
      out_.move(start_ + wanted, start_ + head_bytes, units_);
      out_.go_to(start_ + wanted + units_);
    }
    out_.patch(start_, {head.data(), wanted});
  } else {
    const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    out_.go_to(start_);
    out_.text(text);
  }
  units_ = 0;
  ascii_ = true;
}

}  // namespace cation::clone
