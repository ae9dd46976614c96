#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "clone/node.h"

namespace cation {

using namespace clone;

namespace {

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

std::string copy_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Members with a copy of their keys. Of a key that comes twice the last one counts, at the place
/// of the first, as in a JavaScript object literal.
template <typename N>
void fill(Made<N>& made, std::span<const Value::Member> members) {
  std::size_t size = 0;
  for (const auto& [key, value] : members) size += key.size();
  made.text.reserve(size);
  made.entries.reserve(members.size());
  for (const auto& [key, value] : members) {
    Value::Entry* same = nullptr;
    for (Value::Entry& entry : made.entries) {
      if (entry.key == key) same = &entry;
    }
    if (same) {
      same->value = value;
      continue;
    }
    const std::size_t at = made.text.size();
    made.text.append(key);
    made.entries.push_back({std::string_view(made.text).substr(at, key.size()), value});
  }
  made.node.entries = made.entries;
}

std::unique_ptr<Made<BlobNode>> make_blob(std::span<const std::byte> bytes, std::string_view type,
                                          std::string_view name) {
  auto made = Made<BlobNode>::make();
  made->text.reserve(bytes.size() + type.size() + name.size());
  made->text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  made->text.append(type).append(name);
  const std::string_view text = made->text;
  made->node.bytes = bytes_of(made->text).first(bytes.size());
  made->node.type_text = text.substr(bytes.size(), type.size());
  made->node.name = text.substr(bytes.size() + type.size());
  return made;
}

template <typename Integer>
Value make_bigint(bool negative, Integer magnitude) {
  std::byte bytes[sizeof magnitude];
  for (std::size_t i = 0; i < sizeof magnitude; ++i) {
    bytes[i] = static_cast<std::byte>(magnitude >> (8 * i));
  }
  return Value::bigint(negative, bytes);
}

}  // namespace

Value::Value(std::string_view text) : Value() {
  auto made = Made<TextNode>::make();
  made->text = text;
  made->node.text = made->text;
  *this = Made<TextNode>::release(Type::string, std::move(made));
}

Value Value::array(std::vector<Value> items) {
  auto made = Made<ArrayNode>::make();
  made->values = std::move(items);
  made->node.first = made->values.data();
  made->node.length = static_cast<std::uint32_t>(made->values.size());
  return Made<ArrayNode>::release(Type::array, std::move(made));
}

Value Value::object(std::span<const Member> members) {
  auto made = Made<ObjectNode>::make();
  fill(*made, members);
  return Made<ObjectNode>::release(Type::object, std::move(made));
}

Value Value::error(ErrorKind kind, std::string_view message, std::span<const Member> fields) {
  auto made = Made<ObjectNode>::make();
  std::vector<Member> members;
  if (kind == ErrorKind::dom_exception) members.emplace_back("name", "Error");
  members.emplace_back("message", message);
  members.insert(members.end(), fields.begin(), fields.end());
  fill(*made, members);
  made->node.error_kind = kind;
  return Made<ObjectNode>::release(Type::error, std::move(made));
}

Value Value::map(std::vector<Pair> pairs) {
  auto made = Made<MapNode>::make();
  made->pairs = std::move(pairs);
  made->node.pairs = made->pairs;
  return Made<MapNode>::release(Type::map, std::move(made));
}

Value Value::set(std::vector<Value> items) {
  auto made = Made<SetNode>::make();
  made->values = std::move(items);
  made->node.items = made->values;
  return Made<SetNode>::release(Type::set, std::move(made));
}

Value Value::date(double milliseconds) {
  auto made = Made<DateNode>::make();
  // What lies outside the range of dates is an invalid date.
  const bool valid = std::abs(milliseconds) <= 8.64e15;
  made->node.milliseconds =
      valid ? std::trunc(milliseconds) + 0.0 : std::numeric_limits<double>::quiet_NaN();
  return Made<DateNode>::release(Type::date, std::move(made));
}

Value Value::date(std::chrono::system_clock::time_point time) {
  const auto since = std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch();
  return date(static_cast<double>(since.count()));
}

Value Value::regexp(std::string_view source, std::string_view flags) {
  auto made = Made<RegExpNode>::make();
  made->text.append(source).append(flags);
  made->node.source = std::string_view(made->text).substr(0, source.size());
  made->node.flags = std::string_view(made->text).substr(source.size());
  return Made<RegExpNode>::release(Type::regexp, std::move(made));
}

Value Value::bigint(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  return make_bigint(number < 0, number < 0 ? ~bits + 1 : bits);
}

Value Value::bigint(std::uint64_t number) { return make_bigint(false, number); }

Value Value::bigint(bool negative, std::span<const std::byte> magnitude) {
  while (!magnitude.empty() && magnitude.back() == std::byte{0}) {
    magnitude = magnitude.first(magnitude.size() - 1);
  }
  auto made = Made<BigIntNode>::make();
  made->text = copy_of(magnitude);
  made->node.magnitude = bytes_of(made->text);
  made->node.negative = negative && !magnitude.empty();
  return Made<BigIntNode>::release(Type::bigint, std::move(made));
}

Result<Value> Value::boxed(Value primitive) {
  if (!primitive.is_bool() && !primitive.is_number() && !primitive.is_string() &&
      !primitive.is_bigint()) {
    return fail("only a boolean, number, string or bigint can be boxed, not " +
                std::string(name_of(primitive.type())));
  }
  auto made = Made<BoxedNode>::make();
  made->node.primitive = std::move(primitive);
  return Made<BoxedNode>::release(Type::boxed, std::move(made));
}

Value Value::buffer(std::span<const std::byte> bytes) {
  auto made = Made<BufferNode>::make();
  made->text = copy_of(bytes);
  made->node.bytes = bytes_of(made->text);
  return Made<BufferNode>::release(Type::buffer, std::move(made));
}

Result<Value> Value::resizable_buffer(std::span<const std::byte> bytes, std::uint64_t max_size) {
  if (max_size < bytes.size()) return fail("a buffer cannot be larger than its largest size");
  auto made = Made<BufferNode>::make();
  made->text = copy_of(bytes);
  made->node.bytes = bytes_of(made->text);
  made->node.max_size = max_size;
  made->node.resizable = true;
  return Made<BufferNode>::release(Type::buffer, std::move(made));
}

Value Value::bytes(std::span<const std::byte> bytes) {
  auto made = Made<ViewNode>::make();
  made->node.buffer = buffer(bytes);
  made->node.length = bytes.size();
  return Made<ViewNode>::release(Type::view, std::move(made));
}

Value Value::blob(std::span<const std::byte> bytes, std::string_view type) {
  return Made<BlobNode>::release(Type::blob, make_blob(bytes, type, {}));
}

Value Value::file(std::span<const std::byte> bytes, std::string_view name, std::string_view type,
                  double last_modified) {
  auto made = make_blob(bytes, type, name);
  // As JavaScript makes a whole number of it.
  made->node.last_modified = std::isfinite(last_modified) ? std::trunc(last_modified) + 0.0 : 0.0;
  return Made<BlobNode>::release(Type::file, std::move(made));
}

Value Value::port(Port port) {
  auto made = Made<PortNode>::make();
  made->node.place = port.place;
  return Made<PortNode>::release(Type::port, std::move(made));
}

Result<Value> Value::view(ViewKind kind, Value buffer, std::uint64_t byte_offset,
                          std::optional<std::uint64_t> length) {
  if (!buffer.is_buffer()) return fail("a view needs an ArrayBuffer");
  const std::uint64_t size = buffer.bytes().size();
  const std::uint64_t element = element_size(kind);
  if (byte_offset > size || byte_offset % element != 0 ||
      (length && *length > (size - byte_offset) / element)) {
    return fail("a view must lie within its buffer, at a multiple of its element's size");
  }
  if (!length && !buffer.max_size()) {
    if ((size - byte_offset) % element != 0) return fail("the buffer ends within an element");
    length = (size - byte_offset) / element;
  }
  auto made = Made<ViewNode>::make();
  made->node.kind = kind;
  made->node.buffer = std::move(buffer);
  made->node.byte_offset = byte_offset;
  made->node.tracks_length = !length;
  made->node.length = length.value_or(0);
  return Made<ViewNode>::release(Type::view, std::move(made));
}

}  // namespace cation
