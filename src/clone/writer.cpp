#include "clone/writer.h"

namespace cation::clone {

void Writer::header(bool references) {
  const auto count = static_cast<std::uint16_t>(attached_.size());
  const auto size = static_cast<std::uint32_t>(body_.size() - wire_header_bytes);
  std::array<std::byte, wire_header_bytes> header{};
  header[0] = std::byte{wire_version};
  header[1] = std::byte{references ? flag_references : std::uint8_t{0}};
  std::memcpy(header.data() + 2, &count, sizeof count);
  std::memcpy(header.data() + 4, &size, sizeof size);
  body_.patch(0, header);
}

void Writer::bigint(const BigInt& number) {
  values_ += bigint_values;
  body_.varint(static_cast<std::uint64_t>(number.magnitude.size()) << 1 | number.negative);
  body_.bytes(number.magnitude);
}

void Writer::object(const Value& value) {
  switch (value.type()) {
    case Type::date:
      return body_.tagged(tag::date, canonical(value.milliseconds()));
    case Type::regexp:
      tag(tag::regexp);
      string(value.regexp().source);
      return string(value.regexp().flags);
    case Type::boxed:
      return boxed(value.unboxed());
    case Type::blob:
      tag(tag::blob);
      string(value.blob().type);
      return bytes(value.bytes());
    case Type::file:
      tag(tag::file);
      string(value.file().type);
      string(value.file().name);
      body_.raw(value.file().last_modified);
      return bytes(value.bytes());
    case Type::port:
      return tag(tag::port, value.port()->place);
    default:
      return buffer(value);
  }
}

void Writer::boxed(const Value& primitive) {
  switch (primitive.type()) {
    case Type::boolean:
      return tag(primitive.boolean() ? tag::boxed_true : tag::boxed_false);
    case Type::number:
      return body_.tagged(tag::boxed_number, canonical(primitive.number()));
    case Type::string:
      tag(tag::boxed_string);
      return string(primitive.text());
    default:
      tag(tag::boxed_bigint);
      return bigint(primitive.bigint());
  }
}

void Writer::buffer(const Value& value) {
  const auto max_size = value.max_size();
  if (!max_size) return bytes(value.bytes());
  tag(tag::resizable_buffer, value.bytes().size());
  body_.varint(*max_size);
  body_.bytes(value.bytes());
}

void Writer::bytes(std::span<const std::byte> bytes) {
  if (bytes.size() < least_attached_bytes || attached_.size() == max_attached) {
    tag(tag::buffer, bytes.size());
    return body_.bytes(bytes);
  }
  tag(tag::attached_buffer);
  attached_.push_back(bytes);
  attached_size_ += bytes.size() + table_entry_bytes;
}

}  // namespace cation::clone
