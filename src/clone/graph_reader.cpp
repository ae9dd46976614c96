#include "clone/graph_reader.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <new>

#include "clone/index.h"
#include "clone/leaf_input.h"

namespace cation::clone {

namespace {

/// Indices come first and ascend; then names.
bool is_element_key(const Value& key, std::uint32_t length, double& last_index) {
  if (key.is_string()) {
    last_index = length;
    return !is_index(key.text()) && key.text() != "length";
  }
  if (!key.is_number()) return false;
  const double index = key.number();
  if (!(index > last_index && index < length) || index != std::trunc(index)) return false;
  last_index = index;
  return true;
}

}  // namespace

// Part of the loop in `step`: a call for each value would take a fifth of the time.
[[gnu::always_inline]] inline bool GraphReader::value(Value* place, bool in_array) {
  in_.pay();
  Input& body = in_.body();
  const std::uint8_t t = body.byte();
  if (t < tag::short_string) {
    new (place) Value(t);
    return !body.failed();
  }
  if (t < tag::known_record) return in_.text(place, t);
  if (t < tag::short_array) return record(place, shapes_.at(t - tag::known_record));
  if (t < tag::undefined) return array(place, t - tag::short_array);
  switch (t) {
    case tag::undefined:
      new (place) Value();
      return true;
    case tag::null:
      new (place) Value(nullptr);
      return true;
    case tag::false_:
      new (place) Value(false);
      return true;
    case tag::true_:
      new (place) Value(true);
      return true;
    case tag::int8:
      new (place) Value(body.raw<std::int8_t>());
      return !body.failed();
    case tag::int16:
      new (place) Value(body.raw<std::int16_t>());
      return !body.failed();
    case tag::int32:
      new (place) Value(body.raw<std::int32_t>());
      return !body.failed();
    case tag::float64:
      new (place) Value(body.raw<double>());
      return !body.failed() && in_.charge_values(float_values);
    case tag::string:
      return in_.text(place, t);
    case tag::bigint:
      return in_.bigint(place);
    case tag::hole:
      if (!in_array) return in_.bad("a hole outside of an array");
      new (place) Value(Access::hole());
      return true;
    default:
      return object_value(place, t) && !body.failed() && in_.is_within();
  }
}

bool GraphReader::run(Value* root) {
  if (in_.problem()) return false;
  if (!value(root)) return false;
  while (!frames_.empty()) {
    if (frames_.size() > max_depth) return in_.bad("it is deeper than the limit");
    if (!step()) return false;
  }
  return !in_.failed() && (in_.is_done() || in_.bad("bytes are left over"));
}

/// Fills the topmost frame until another opens or it is full.
bool GraphReader::step() {
  const std::size_t depth = frames_.size();
  while (frames_.size() == depth) {
    Frame& frame = frames_.back();
    if (frame.at == frame.end) {
      const bool has_keys = frame.fill == Fill::entries || frame.fill == Fill::elements;
      if (has_keys && !keys_differ(frame)) return false;
      frames_.pop_back();
      return true;
    }
    Value* place = nullptr;
    switch (frame.fill) {
      case Fill::items:
      case Fill::values: {
        auto* at = static_cast<Value*>(frame.at);
        frame.at = at + 1;
        place = at;
        break;
      }
      case Fill::entries: {
        auto* at = static_cast<Value::Entry*>(frame.at);
        in_.pay();
        const auto key = in_.string();
        if (!key) return in_.bad("a key is not a string");
        at->key = *key;
        frame.at = at + 1;
        place = &at->value;
        break;
      }
      case Fill::record: {
        auto* at = static_cast<Value::Entry*>(frame.at);
        frame.at = at + 1;
        place = &at->value;
        break;
      }
      case Fill::pairs:
      case Fill::elements: {
        auto* at = static_cast<Value::Pair*>(frame.at);
        if (frame.has_key && frame.fill == Fill::elements &&
            !is_element_key(at->key, frame.length, frame.last_index)) {
          return in_.bad("a key is not of an array");
        }
        if (frame.has_key) frame.at = at + 1;
        place = frame.has_key ? &at->value : &at->key;
        frame.has_key = !frame.has_key;
        break;
      }
    }
    const bool in_array = frame.fill == Fill::items;
    if (!value(place, in_array)) return false;
  }
  return true;
}

bool GraphReader::keys_differ(const Frame& frame) {
  std::vector<std::string_view> keys;
  if (frame.fill == Fill::entries) {
    const auto* end = static_cast<const Value::Entry*>(frame.end);
    for (const auto* at = static_cast<const Value::Entry*>(frame.first); at != end; ++at)
      keys.push_back(at->key);
  } else {
    const auto* end = static_cast<const Value::Pair*>(frame.end);
    for (const auto* at = static_cast<const Value::Pair*>(frame.first); at != end; ++at) {
      if (at->key.is_string()) keys.push_back(at->key.text());
    }
  }
  std::ranges::sort(keys);
  return std::ranges::adjacent_find(keys) == keys.end() || in_.bad("a key comes twice");
}

bool GraphReader::object_value(Value* place, std::uint8_t tag_byte) {
  switch (tag_byte) {
    case tag::reference:
      return in_.reference(place);
    case tag::record:
      return record(place, shapes_.at(in_.body().varint()));
    case tag::new_record:
      return record(place, shapes_.define(in_));
    case tag::object:
      return object(place);
    case tag::array:
      return array(place, in_.body().varint());
    case tag::array_by_entries:
      return array_by_entries(place);
    case tag::map:
      return map(place);
    case tag::set:
      return set(place);
    case tag::error:
      return error(place);
    default:
      return read_leaf(in_, place, tag_byte);
  }
}

template <typename T>
T* GraphReader::room(std::uint64_t count) {
  T* place = in_.arena().array<T>(static_cast<std::size_t>(count));
  std::uninitialized_value_construct_n(place, count);
  return place;
}

template <typename T>
GraphReader::Frame& GraphReader::open(Fill fill, T* first, std::uint64_t count) {
  return frames_.emplace_back(
      Frame{.first = first, .at = first, .end = first + count, .fill = fill});
}

bool GraphReader::array(Value* place, std::uint64_t count) {
  if (!in_.owe(count)) return false;
  auto* node = in_.put<ArrayNode>(place, Type::array);
  Value* items = room<Value>(count);
  node->first = items;
  node->length = static_cast<std::uint32_t>(count);
  open(Fill::items, items, count);
  return in_.is_within();
}

bool GraphReader::array_by_entries(Value* place) {
  const std::uint64_t length = in_.body().varint();
  const std::uint64_t count = in_.body().varint();
  if (length > 0xffffffff) return in_.bad("an array is too long");
  if (!in_.owe_pairs(count) || !in_.charge(count * named_entry_weight + entries_weight))
    return false;
  auto* node = in_.put<ArrayNode>(place, Type::array);
  auto* pairs = room<Value::Pair>(count);
  node->by_entries = true;
  node->length = static_cast<std::uint32_t>(length);
  node->pairs = new (in_.arena().array<std::span<const Value::Pair>>(1))
      std::span<const Value::Pair>(pairs, static_cast<std::size_t>(count));
  open(Fill::elements, pairs, count).length = node->length;
  return true;
}

bool GraphReader::map(Value* place) {
  const std::uint64_t count = in_.body().varint();
  if (!in_.owe_pairs(count) || !in_.charge(count * entry_weight + map_weight)) return false;
  auto* node = in_.put<MapNode>(place, Type::map);
  auto* pairs = room<Value::Pair>(count);
  node->pairs = {pairs, static_cast<std::size_t>(count)};
  open(Fill::pairs, pairs, count);
  return true;
}

bool GraphReader::set(Value* place) {
  const std::uint64_t count = in_.body().varint();
  if (!in_.owe(count) || !in_.charge(count * entry_weight + set_weight)) return false;
  auto* node = in_.put<SetNode>(place, Type::set);
  Value* items = room<Value>(count);
  node->items = {items, static_cast<std::size_t>(count)};
  open(Fill::values, items, count);
  return true;
}

bool GraphReader::object(Value* place) {
  const std::uint64_t count = in_.body().varint();
  if (!in_.owe_pairs(count) || !in_.charge(weight_of_entries(count))) return false;
  auto* node = in_.put<ObjectNode>(place, Type::object);
  auto* entries = room<Value::Entry>(count);
  node->entries = {entries, static_cast<std::size_t>(count)};
  open(Fill::entries, entries, count);
  return true;
}

bool GraphReader::error(Value* place) {
  const std::uint8_t kind = in_.body().byte();
  if (kind > static_cast<std::uint8_t>(ErrorKind::dom_exception)) return in_.bad("unknown error");
  // A DOMException is made of its name and message, which come first.
  const bool is_dom = kind == static_cast<std::uint8_t>(ErrorKind::dom_exception);
  const std::size_t fixed = is_dom ? 2 : 0;
  auto* first = room<Value>(fixed);
  for (std::size_t i = 0; i < fixed; ++i) {
    if (!in_.text(first + i, in_.body().byte())) return false;
  }
  const std::uint64_t count = in_.body().varint();
  const std::uint64_t weight = is_dom ? dom_exception_weight : error_weight;
  if (!in_.owe_pairs(count) || !in_.charge(count * named_entry_weight + weight)) return false;
  auto* node = in_.put<ObjectNode>(place, Type::error);
  auto* entries = room<Value::Entry>(count + fixed);
  node->entries = {entries, static_cast<std::size_t>(count) + fixed};
  node->error_kind = static_cast<ErrorKind>(kind);
  static constexpr std::string_view names[] = {"name", "message"};
  for (std::size_t i = 0; i < fixed; ++i) {
    entries[i].key = names[i];
    Access::put(&entries[i].value, Type::string, Access::identity(first[i]));
  }
  open(Fill::entries, entries + fixed, count);
  return true;
}

bool GraphReader::record(Value* place, ShapeInput::Keys keys) {
  if (keys.empty()) return in_.bad("a record of no shape");
  if (!in_.owe(keys.size())) return false;
  auto* node = in_.put<ObjectNode>(place, Type::object);
  auto* entries = room<Value::Entry>(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) entries[i].key = keys[i];
  node->entries = {entries, keys.size()};
  open(Fill::record, entries, keys.size());
  return in_.is_within();
}

}  // namespace cation::clone
