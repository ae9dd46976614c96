#include "clone/graph_writer.h"

#include <string>

namespace cation::clone {

template <typename T>
bool GraphWriter::open(Fill fill, std::span<const T> parts) {
  const bool has_keys = fill == Fill::entries || fill == Fill::pairs;
  values_ += has_keys ? 2 * parts.size() : parts.size();
  frames_.push_back({parts.data(), parts.data() + parts.size(), fill});
  return true;
}

// The two that `value` meets most are parts of it.

[[gnu::always_inline]] inline bool GraphWriter::array(const ArrayNode& node) {
  if (node.by_entries) {
    objects_ += entries_weight + node.entries().size() * named_entry_weight;
    out_.tag(tag::array_by_entries, node.length);
    out_.body().varint(node.entries().size());
    return open(Fill::pairs, node.entries());
  }
  if (node.length < 16) {
    out_.tag(static_cast<std::uint8_t>(tag::short_array + node.length));
  } else {
    out_.tag(tag::array, node.length);
  }
  return open(Fill::values, node.items());
}

[[gnu::always_inline]] inline bool GraphWriter::record(std::span<const Value::Entry> entries) {
  const std::uint32_t shape = shapes_.find(entries);
  if (shape < 32) {
    out_.tag(static_cast<std::uint8_t>(tag::known_record + shape));
  } else if (shape == Shapes::none) {
    objects_ += weight_of_entries(entries.size());
    out_.tag(tag::object, entries.size());
    return open(Fill::entries, entries);
  } else if (shape == Shapes::is_new) {
    define(entries);
  } else {
    out_.tag(tag::record, shape);
  }
  return open(Fill::record, entries);
}

bool GraphWriter::value(const Value& value) {
  switch (value.type()) {
    case Type::undefined:
      out_.tag(Access::is_hole(value) ? tag::hole : tag::undefined);
      return false;
    case Type::null:
      out_.tag(tag::null);
      return false;
    case Type::boolean:
      out_.tag(value.boolean() ? tag::true_ : tag::false_);
      return false;
    case Type::number:
      out_.number(value.number());
      return false;
    case Type::string:
      out_.string(Access::node<TextNode>(value).text);
      // An array may name one long string very often: this ends the step.
      return Access::node<TextNode>(value).text.size() > 256 && is_too_large();
    case Type::bigint:
      weigh_bigint(value.bigint());
      out_.tag(tag::bigint);
      out_.bigint(value.bigint());
      return value.bigint().magnitude.size() > 256 && is_too_large();
    default:
      break;
  }
  if (const auto number = identities_.number(value); number != Identities::none) {
    references_ = true;
    out_.tag(tag::reference, number);
    return false;
  }
  switch (value.type()) {
    case Type::object:
      return record(Access::node<ObjectNode>(value).entries);
    case Type::array:
      return array(Access::node<ArrayNode>(value));
    case Type::set:
      objects_ += set_weight + value.items().size() * entry_weight;
      out_.tag(tag::set, value.items().size());
      return open(Fill::values, value.items());
    case Type::map:
      objects_ += map_weight + value.pairs().size() * entry_weight;
      out_.tag(tag::map, value.pairs().size());
      return open(Fill::pairs, value.pairs());
    case Type::error:
      return error(value);
    default:
      leaf(value);
      return false;
  }
}

std::optional<Error> GraphWriter::run(const Value& root, const Limits& limits) {
  value(root);
  while (!frames_.empty() && !identities_.run_again() && !is_too_large()) {
    if (frames_.size() > max_depth) {
      return Error{"a value lies deeper than " + std::to_string(max_depth) + " levels",
                   "ERR_CLONE_TOO_DEEP"};
    }
    step(frames_.back());
  }
  if (!is_too_large()) out_.text().close();
  if (is_too_large()) {
    return Error{"a message of more than " + std::to_string(max_message_bytes) + " bytes",
                 "ERR_MESSAGE_TOO_LARGE"};
  }
  if (const char* what = excess(limits)) {
    return Error{std::string("a message has ") + what, "ERR_MESSAGE_TOO_LARGE"};
  }
  return std::nullopt;
}

const char* GraphWriter::excess(const Limits& limits) const {
  if (excess_) return excess_;
  const std::size_t size = out_.size() - wire_header_bytes - out_.attached_size();
  if (identities_.total() + objects_ > objects_of(limits, size)) return too_many_objects;
  if (values_ + out_.extra_values() > limits.values) return too_many_values;
  return nullptr;
}

void GraphWriter::weigh_bigint(const BigInt& number) {
  if (number.magnitude.size() > max_bigint_bytes) excess_ = "a BigInt that is too long";
}

void GraphWriter::weigh(const Value& value) {
  switch (value.type()) {
    case Type::regexp: {
      const auto& regexp = value.regexp();
      if (!fits_regexp(regexp.source, regexp.flags)) excess_ = "a RegExp that is too long";
      objects_ += weight_of_regexp(regexp.source, regexp.flags);
      break;
    }
    case Type::buffer:
      objects_ += value.max_size() ? growing_weight : buffer_weight;
      if (!value.max_size()) break;
      growing_bytes_ += *value.max_size();
      if (++growing_ > max_growing || growing_bytes_ > max_growing_bytes) {
        excess_ = "too many buffers that may grow";
      }
      break;
    case Type::blob:
    case Type::file:
      objects_ += blob_weight + buffer_weight;
      break;
    case Type::boxed:
      if (value.unboxed().is_bigint()) weigh_bigint(value.unboxed().bigint());
      break;
    default:
      break;
  }
}

bool GraphWriter::is_too_large() const { return out_.size() > max_message_bytes; }

void GraphWriter::step(Frame& frame) {
  switch (frame.fill) {
    case Fill::values:
      return values(frame);
    case Fill::record:
      return entries<false>(frame);
    case Fill::entries:
      return entries<true>(frame);
    case Fill::pairs:
      return pairs(frame);
  }
}

void GraphWriter::values(Frame& frame) {
  const auto* at = static_cast<const Value*>(frame.at);
  const auto* end = static_cast<const Value*>(frame.end);
  while (at != end) {
    const Value& next = *at++;
    frame.at = at;
    if (value(next)) return;
  }
  frames_.pop_back();
}

template <bool with_keys>
void GraphWriter::entries(Frame& frame) {
  const auto* at = static_cast<const Value::Entry*>(frame.at);
  const auto* end = static_cast<const Value::Entry*>(frame.end);
  while (at != end) {
    const Value::Entry& next = *at++;
    frame.at = at;
    if constexpr (with_keys) out_.string(next.key);
    if (value(next.value)) return;
  }
  frames_.pop_back();
}

void GraphWriter::pairs(Frame& frame) {
  const auto* end = static_cast<const Value::Pair*>(frame.end);
  while (frame.at != end) {
    const auto* at = static_cast<const Value::Pair*>(frame.at);
    if (!frame.has_key) {
      frame.has_key = true;
      if (value(at->key)) return;
    }
    frame.has_key = false;
    frame.at = at + 1;
    if (value(at->value)) return;
  }
  frames_.pop_back();
}

void GraphWriter::define(std::span<const Value::Entry> entries) {
  std::array<std::byte, 512> first;
  Output keys(first);
  keys.varint(entries.size());
  for (const Value::Entry& entry : entries) keys.text(entry.key);
  out_.tag(tag::new_record, keys.size());
  out_.body().bytes(keys.written());
}

bool GraphWriter::error(const Value& value) {
  out_.tag(tag::error);
  out_.tag(static_cast<std::uint8_t>(value.error_kind()));
  std::span<const Value::Entry> entries = value.entries();
  if (value.error_kind() == ErrorKind::dom_exception) {
    // A DOMException is made of these two; a Value that was made as one has them in front.
    out_.string(value["name"].text());
    out_.string(value["message"].text());
    entries = entries.subspan(2);
  }
  objects_ += value.error_kind() == ErrorKind::dom_exception ? dom_exception_weight : error_weight;
  objects_ += entries.size() * named_entry_weight;
  out_.body().varint(entries.size());
  return open(Fill::entries, entries);
}

/// An object without parts that could open.
void GraphWriter::leaf(const Value& value) {
  weigh(value);
  switch (value.type()) {
    case Type::view:
      return view(value.view());
    case Type::blob:
    case Type::file:
      // Its bytes are a buffer that nothing else can name.
      identities_.skip();
      break;
    default:
      break;
  }
  out_.object(value);
}

void GraphWriter::view(const Value::View& view) {
  out_.tag(view.tracks_length ? tag::tracking_view : tag::view);
  out_.tag(static_cast<std::uint8_t>(view.kind));
  out_.body().varint(view.byte_offset);
  if (!view.tracks_length) out_.body().varint(view.length);
  value(view.buffer);
}

}  // namespace cation::clone
