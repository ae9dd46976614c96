#include "clone/encoder.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

#include "clone/graph_writer.h"

namespace cation::clone {

namespace {

using Attached = std::span<const std::span<const std::byte>>;

/// Header, body and text, with room for so many bytes more.
std::vector<std::byte> head_of(GraphWriter& written, std::size_t more) {
  Writer& out = written.out();
  out.header(written.has_references());
  const auto body = out.body().written();
  const auto text = out.text().written();
  std::vector<std::byte> bytes;
  bytes.reserve(body.size() + text.size() + more);
  bytes.insert(bytes.end(), body.begin(), body.end());
  bytes.insert(bytes.end(), text.begin(), text.end());
  return bytes;
}

/// What `use` makes of a writer that has written the value.
template <typename Use>
auto write(const Value& value, const Limits& limits, Use&& use)
    -> Result<decltype(use(std::declval<GraphWriter&>()))> {
  {
    GraphWriter quick(false);
    if (auto error = quick.run(value, limits)) return std::unexpected(*std::move(error));
    if (!quick.run_again()) return use(quick);
  }
  GraphWriter thorough(true);
  if (auto error = thorough.run(value, limits)) return std::unexpected(*std::move(error));
  return use(thorough);
}

std::vector<std::byte> table_of(Attached attached) {
  std::vector<std::byte> table(attached.size() * table_entry_bytes);
  for (std::size_t i = 0; i < attached.size(); ++i) {
    const std::uint64_t size = attached[i].size();
    std::memcpy(table.data() + i * table_entry_bytes, &size, sizeof size);
  }
  return table;
}

std::size_t sum_of(Attached attached) {
  std::size_t sum = 0;
  for (const auto& bytes : attached) sum += bytes.size();
  return sum;
}

}  // namespace

Result<std::vector<std::byte>> encode(const Value& value, const Limits& limits) {
  return write(value, limits, [](GraphWriter& written) {
    const Attached attached = written.out().attached();
    if (attached.empty()) return head_of(written, 0);
    const auto table = table_of(attached);
    std::vector<std::byte> message = head_of(written, sum_of(attached) + table.size());
    for (const auto& bytes : attached) message.insert(message.end(), bytes.begin(), bytes.end());
    message.insert(message.end(), table.begin(), table.end());
    return message;
  });
}

Result<Parts> encode_parts(const Value& value, const Limits& limits) {
  return write(value, limits, [&](GraphWriter& written) {
    const Attached attached = written.out().attached();
    return Parts{
        .value = value,
        .head = head_of(written, 0),
        .attached = {attached.begin(), attached.end()},
        .table = table_of(attached),
    };
  });
}

std::size_t Parts::size() const { return head.size() + sum_of(attached) + table.size(); }

void Parts::copy_to(std::span<std::byte> to) const {
  assert(to.size() >= size());
  std::byte* at = std::copy(head.begin(), head.end(), to.data());
  for (const auto& bytes : attached) at = std::copy(bytes.begin(), bytes.end(), at);
  std::copy(table.begin(), table.end(), at);
}

}  // namespace cation::clone
