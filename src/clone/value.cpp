#include "cation/value.h"

#include <array>
#include <cmath>
#include <limits>

#include "clone/node.h"

namespace cation {

using clone::Access;

std::string_view name_of(Type type) {
  static constexpr std::array<std::string_view, 19> names = {
      "undefined", "null",   "a boolean", "a number",      "a string",
      "a bigint",  "a date", "a RegExp",  "a boxed value", "an ArrayBuffer",
      "a view",    "a Blob", "a File",    "a MessagePort", "an array",
      "an object", "a Map",  "a Set",     "an error"};
  return names[static_cast<std::size_t>(type)];
}

Value::Value(const Value& other) noexcept
    : type_(other.type_), flags_(other.flags_), payload_(other.payload_) {
  if (flags_ & (owning | borrowed)) keep();
}

void Value::keep() noexcept {
  flags_ = owning;
  payload_.node->owner->keep();
}

void Value::drop() noexcept {
  clone::Owner* owner = payload_.node->owner;
  if (owner->drop()) clone::Owner::dispose(owner);
}

const Value& Value::nothing() noexcept {
  static const Value undefined;
  return undefined;
}

const Value& Value::operator[](std::string_view key) const noexcept {
  for (const Entry& entry : entries()) {
    if (entry.key == key) return entry.value;
  }
  for (const Pair& pair : elements()) {
    if (pair.key.is_string() && pair.key.text() == key) return pair.value;
  }
  return nothing();
}

bool Value::has(std::string_view key) const noexcept {
  for (const Entry& entry : entries()) {
    if (entry.key == key) return true;
  }
  for (const Pair& pair : elements()) {
    if (pair.key.is_string() && pair.key.text() == key) return true;
  }
  return false;
}

const Value& Value::item(std::size_t index) const noexcept {
  const std::span<const Value> all = items();
  if (index < all.size()) return all[index];
  for (const Pair& pair : elements()) {
    if (pair.key.is_number() && pair.key.payload_.number == static_cast<double>(index)) {
      return pair.value;
    }
  }
  return nothing();
}

const Value& Value::get(const Value& key) const noexcept {
  for (const Pair& pair : pairs()) {
    if (pair.key == key) return pair.value;
  }
  return nothing();
}

std::size_t Value::size() const noexcept {
  switch (type_) {
    case Type::string:
      return text().size();
    case Type::buffer:
    case Type::view:
    case Type::blob:
    case Type::file:
      return bytes().size();
    case Type::array:
      return Access::node<clone::ArrayNode>(*this).length;
    case Type::set:
      return items().size();
    case Type::map:
      return pairs().size();
    case Type::object:
    case Type::error:
      return entries().size();
    default:
      return 0;
  }
}

std::span<const Value> Value::items() const noexcept {
  if (type_ == Type::array) return Access::node<clone::ArrayNode>(*this).items();
  if (type_ == Type::set) return Access::node<clone::SetNode>(*this).items;
  return {};
}

std::span<const Value::Entry> Value::entries() const noexcept {
  if (type_ != Type::object && type_ != Type::error) return {};
  return Access::node<clone::ObjectNode>(*this).entries;
}

std::span<const Value::Pair> Value::pairs() const noexcept {
  if (type_ != Type::map) return {};
  return Access::node<clone::MapNode>(*this).pairs;
}

std::span<const Value::Pair> Value::elements() const noexcept {
  if (type_ != Type::array) return {};
  return Access::node<clone::ArrayNode>(*this).entries();
}

bool Value::is_hole(std::size_t index) const noexcept {
  if (type_ != Type::array || index >= size()) return false;
  const std::span<const Value> all = items();
  if (index < all.size()) return Access::is_hole(all[index]);
  for (const Pair& pair : elements()) {
    if (pair.key.is_number() && pair.key.payload_.number == static_cast<double>(index))
      return false;
  }
  return true;
}

std::string_view Value::text() const noexcept {
  if (type_ != Type::string) return {};
  return Access::node<clone::TextNode>(*this).text;
}

std::span<const std::byte> Value::bytes() const noexcept {
  if (type_ == Type::buffer) return Access::node<clone::BufferNode>(*this).bytes;
  if (type_ == Type::blob || type_ == Type::file) {
    return Access::node<clone::BlobNode>(*this).bytes;
  }
  if (type_ != Type::view) return {};
  const auto& node = Access::node<clone::ViewNode>(*this);
  const std::span<const std::byte> all = node.buffer.bytes();
  return all.subspan(node.byte_offset, view().length * element_size(node.kind));
}

double Value::milliseconds() const noexcept {
  if (type_ != Type::date) return std::numeric_limits<double>::quiet_NaN();
  return Access::node<clone::DateNode>(*this).milliseconds;
}

const Value& Value::unboxed() const noexcept {
  if (type_ != Type::boxed) return nothing();
  return Access::node<clone::BoxedNode>(*this).primitive;
}

RegExp Value::regexp() const noexcept {
  if (type_ != Type::regexp) return {};
  const auto& node = Access::node<clone::RegExpNode>(*this);
  return {node.source, node.flags};
}

BigInt Value::bigint() const noexcept {
  if (type_ != Type::bigint) return {};
  const auto& node = Access::node<clone::BigIntNode>(*this);
  return {node.negative, node.magnitude};
}

Value::View Value::view() const noexcept {
  const auto& node = Access::node<clone::ViewNode>(*this);
  std::uint64_t length = node.length;
  if (node.tracks_length) {
    length = (node.buffer.bytes().size() - node.byte_offset) / element_size(node.kind);
  }
  return {node.kind, node.buffer, node.byte_offset, length, node.tracks_length};
}

Blob Value::blob() const noexcept {
  if (type_ != Type::blob && type_ != Type::file) return {};
  const auto& node = Access::node<clone::BlobNode>(*this);
  return {node.type_text, node.bytes};
}

File Value::file() const noexcept {
  if (type_ != Type::file) return {};
  const auto& node = Access::node<clone::BlobNode>(*this);
  return {node.name, node.type_text, node.last_modified, node.bytes};
}

std::optional<Port> Value::port() const noexcept {
  if (type_ != Type::port) return std::nullopt;
  return Port{Access::node<clone::PortNode>(*this).place};
}

ErrorKind Value::error_kind() const noexcept {
  if (type_ != Type::error) return ErrorKind::error;
  return Access::node<clone::ObjectNode>(*this).error_kind;
}

std::optional<std::uint64_t> Value::max_size() const noexcept {
  if (type_ != Type::buffer) return std::nullopt;
  const auto& node = Access::node<clone::BufferNode>(*this);
  if (!node.resizable) return std::nullopt;
  return node.max_size;
}

}  // namespace cation
