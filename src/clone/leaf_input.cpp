#include "clone/leaf_input.h"

#include <cmath>
#include <limits>

namespace cation::clone {

namespace {

bool read_date(Reader& in, Value* place) {
  const auto time = in.body().raw<double>();
  if (in.failed()) return false;
  if (!std::isnan(time) && (std::abs(time) > 8.64e15 || time != std::trunc(time))) {
    return in.bad("a date out of range");
  }
  in.put<DateNode>(place, Type::date)->milliseconds = time;
  return true;
}

bool read_regexp(Reader& in, Value* place) {
  auto* node = in.put<RegExpNode>(place, Type::regexp);
  const auto source = in.string();
  const auto flags = source ? in.string() : std::nullopt;
  if (!flags) return in.bad("a RegExp without its strings");
  if (!fits_regexp(*source, *flags)) return in.bad("a RegExp is too long");
  if (!in.charge(weight_of_regexp(*source, *flags))) return false;
  node->source = *source;
  node->flags = *flags;
  return true;
}

bool read_boxed(Reader& in, Value* place, std::uint8_t tag_byte) {
  auto* node = in.put<BoxedNode>(place, Type::boxed);
  switch (tag_byte) {
    case tag::boxed_number:
      node->primitive = Value(in.body().raw<double>());
      return !in.failed();
    case tag::boxed_string:
      return in.text(&node->primitive, in.body().byte());
    case tag::boxed_bigint:
      return in.bigint(&node->primitive);
    default:
      node->primitive = Value(tag_byte == tag::boxed_true);
      return true;
  }
}

bool read_buffer(Reader& in, Value* place, std::uint8_t tag_byte) {
  if (!in.charge(tag_byte == tag::resizable_buffer ? growing_weight : buffer_weight)) return false;
  auto* node = in.put<BufferNode>(place, Type::buffer);
  if (tag_byte != tag::resizable_buffer) return in.bytes(tag_byte, node->bytes);
  const std::uint64_t size = in.body().varint();
  node->max_size = in.body().varint();
  node->resizable = true;
  if (node->max_size < size || node->max_size > max_buffer_bytes) {
    return in.bad("a buffer's bounds");
  }
  if (!in.charge_growing(node->max_size)) return false;
  node->bytes = in.copy(in.body().bytes(size));
  return !in.failed();
}

bool read_buffer_of_view(Reader& in, Value* place) {
  const std::uint8_t tag_byte = in.body().byte();
  switch (tag_byte) {
    case tag::reference:
      if (!in.reference(place)) return false;
      return place->is_buffer() || in.bad("a view of no buffer");
    case tag::buffer:
    case tag::resizable_buffer:
    case tag::attached_buffer:
      return read_buffer(in, place, tag_byte);
    default:
      return in.bad("a view of no buffer");
  }
}

bool read_view(Reader& in, Value* place, bool tracks_length) {
  const std::uint8_t kind = in.body().byte();
  const std::uint64_t offset = in.body().varint();
  const std::uint64_t length = tracks_length ? 0 : in.body().varint();
  if (kind > static_cast<std::uint8_t>(ViewKind::float16)) return in.bad("unknown view");
  auto* node = in.put<ViewNode>(place, Type::view);
  node->kind = static_cast<ViewKind>(kind);
  node->byte_offset = offset;
  node->length = length;
  node->tracks_length = tracks_length;
  if (!read_buffer_of_view(in, &node->buffer)) return false;
  const std::uint64_t size = node->buffer.bytes().size();
  const std::uint64_t element = element_size(node->kind);
  if (offset > size || offset % element != 0 || length > (size - offset) / element ||
      (tracks_length && !node->buffer.max_size())) {
    return in.bad("a view's bounds");
  }
  return true;
}

bool read_blob(Reader& in, Value* place, bool is_file) {
  if (!in.charge(blob_weight + buffer_weight)) return false;
  auto* node = in.put<BlobNode>(place, is_file ? Type::file : Type::blob);
  const auto type = in.string();
  const auto name = is_file && type ? in.string() : std::string_view();
  if (!type || !name) return in.bad("a Blob without its strings");
  node->type_text = *type;
  node->name = *name;
  if (is_file) {
    node->last_modified = in.body().raw<double>();
    if (node->last_modified != std::trunc(node->last_modified) || std::isinf(node->last_modified)) {
      return in.bad("the time of a File");
    }
  }
  // Its bytes are a buffer, which has a number.
  in.skip();
  return in.bytes(in.body().byte(), node->bytes);
}

bool read_port(Reader& in, Value* place) {
  const std::uint64_t number = in.body().varint();
  if (number > std::numeric_limits<std::uint32_t>::max()) return in.bad("the place of a port");
  in.put<PortNode>(place, Type::port)->place = static_cast<std::uint32_t>(number);
  return !in.failed();
}

}  // namespace

bool read_leaf(Reader& in, Value* place, std::uint8_t tag_byte) {
  switch (tag_byte) {
    case tag::date:
      return read_date(in, place);
    case tag::regexp:
      return read_regexp(in, place);
    case tag::boxed_false:
    case tag::boxed_true:
    case tag::boxed_number:
    case tag::boxed_string:
    case tag::boxed_bigint:
      return read_boxed(in, place, tag_byte);
    case tag::buffer:
    case tag::resizable_buffer:
    case tag::attached_buffer:
      return read_buffer(in, place, tag_byte);
    case tag::view:
    case tag::tracking_view:
      return read_view(in, place, tag_byte == tag::tracking_view);
    case tag::port:
      return read_port(in, place);
    case tag::blob:
    case tag::file:
      return read_blob(in, place, tag_byte == tag::file);
    default:
      return in.bad("unknown tag");
  }
}

}  // namespace cation::clone
