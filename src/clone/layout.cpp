#include "clone/layout.h"

#include "clone/input.h"

namespace cation::clone {

namespace {

Layout bad(const char* problem) { return {.problem = problem}; }

/// The sum of the sizes in the table, which cannot overflow: there are at most 65,535, and each is
/// within the limit of a message.
const char* check_table(std::span<const std::byte> table, const Attached::Spans* apart,
                        std::uint64_t& sum) {
  Input sizes(table);
  for (std::size_t i = 0; sizes.left() > 0; ++i) {
    const auto size = sizes.raw<std::uint64_t>();
    if (size < least_attached_bytes || size > max_message_bytes) {
      return "the size of an attachment";
    }
    if (apart && (*apart)[i].size() != size) return "attachments are missing";
    sum += size;
  }
  return nullptr;
}

}  // namespace

Layout Layout::of(std::span<const std::byte> message, const Attached::Spans* apart) {
  if (message.size() > max_message_bytes) return bad("it is larger than the limit");
  Input input(message);
  if (input.byte() != wire_version) return bad("unknown version");
  const std::uint8_t flags = input.byte();
  if (flags & ~flag_references) return bad("unknown flags");
  const std::size_t count = input.raw<std::uint16_t>();
  const std::uint64_t body_size = input.raw<std::uint32_t>();
  if (input.failed()) return bad("it ends early");

  std::span<const std::byte> rest = input.bytes(input.left());
  const std::size_t table_size = count * table_entry_bytes;
  if (table_size > rest.size() || (apart && apart->size() != count)) {
    return bad("attachments are missing");
  }
  const auto table = rest.last(table_size);
  rest = rest.first(rest.size() - table_size);
  std::uint64_t sum = 0;
  if (const char* problem = check_table(table, apart, sum)) return bad(problem);
  if (message.size() + (apart ? sum : 0) > max_message_bytes) {
    return bad("it is larger than the limit");
  }
  const std::uint64_t inside = apart ? 0 : sum;
  if (inside > rest.size()) return bad("attachments are missing");
  const auto bytes = rest.last(static_cast<std::size_t>(inside));
  rest = rest.first(rest.size() - bytes.size());

  if (body_size > rest.size()) return bad("it ends early");
  return {
      .references = (flags & flag_references) != 0,
      .body = rest.first(static_cast<std::size_t>(body_size)),
      .text = rest.subspan(static_cast<std::size_t>(body_size)),
      .attached = apart ? Attached(*apart) : Attached(table, bytes),
  };
}

}  // namespace cation::clone
