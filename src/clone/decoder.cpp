#include "clone/decoder.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <string>
#include <vector>

#include "clone/input.h"
#include "clone/node.h"
#include "clone/text_input.h"
#include "clone/wire.h"

namespace cation::clone {

namespace {

/// Reads a message into an arena. Containers are laid out when they open, for their counts are
/// known, and filled in place; `frames_` are those that are not full yet.
class Decoder {
 public:
  explicit Decoder(std::span<const std::byte> bytes)
      : arena_(new Arena(bytes.size() * 10)), body_(bytes), text_({}, *arena_) {
    // Kept for as long as the decoder runs; a Value that leaves it keeps it on.
    arena_->keep();
  }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  ~Decoder() {
    if (arena_->drop()) Owner::dispose(arena_);
  }

  Result<Value> run() {
    if (!header()) return error();
    Value* root = arena_->array<Value>(1);
    owed_ = 1;
    if (!value(root) || body_.failed()) return error();
    while (!frames_.empty()) {
      if (frames_.size() > max_depth) {
        problem_ = "it is deeper than the limit";
        return error();
      }
      if (!step()) return error();
    }
    if (body_.left() != 0 || !text_.is_done()) {
      problem_ = "bytes are left over";
      return error();
    }
    return Value(*root);
  }

 private:
  enum class Fill { items, values, record, entries, pairs, elements };
  struct Frame {
    Fill fill;
    bool has_key = false;      // of the pair at `at`
    std::uint32_t length = 0;  // of an array by entries
    double last_index = -1;
    void* at;
    void* end;
  };
  struct Shape {
    std::string_view* keys;
    std::size_t count;
  };

  bool bad(const char* problem) {
    if (!problem_) problem_ = problem;
    return false;
  }
  std::unexpected<Error> error() const {
    return fail(std::string("malformed message: ") + (problem_ ? problem_ : "it ends early"),
                "ERR_MALFORMED_CLONE");
  }

  bool header() {
    if (body_.left() > max_message_bytes) return bad("it is larger than the limit");
    if (body_.byte() != wire_version) return bad("unknown version");
    const std::uint8_t flags = body_.byte();
    if (flags & ~flag_references) return bad("unknown flags");
    references_ = flags & flag_references;
    if (body_.raw<std::uint16_t>() != 0) return bad("attachments are missing");
    const auto size = body_.raw<std::uint32_t>();
    if (body_.failed() || size > body_.left()) return bad("it ends early");
    const std::span<const std::byte> body = body_.bytes(size);
    text_ = TextInput(body_.bytes(body_.left()), *arena_);
    body_ = Input(body);
    return true;
  }

  /// Fills the topmost frame until another opens or it is full.
  bool step() {
    const std::size_t depth = frames_.size();
    while (frames_.size() == depth) {
      Frame& frame = frames_.back();
      if (frame.at == frame.end) {
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
          --owed_;
          const auto key = string(body_.byte());
          if (!key) return bad("a key is not a string");
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
          if (frame.has_key && frame.fill == Fill::elements && !element_key(frame, at->key)) {
            return bad("a key is not of an array");
          }
          if (frame.has_key) frame.at = at + 1;
          place = frame.has_key ? &at->value : &at->key;
          frame.has_key = !frame.has_key;
          break;
        }
      }
      const bool in_array = frame.fill == Fill::items;
      if (!value(place, in_array) || body_.failed()) return false;
    }
    return true;
  }

  /// Indices come first and ascend; then names.
  static bool element_key(Frame& frame, const Value& key) {
    if (key.is_string()) {
      frame.last_index = frame.length;
      return !is_index(key.text()) && key.text() != "length";
    }
    if (!key.is_number()) return false;
    const double index = key.number();
    if (!(index > frame.last_index && index < frame.length) || index != std::trunc(index)) {
      return false;
    }
    frame.last_index = index;
    return true;
  }
  /// Whether the text is how JavaScript writes the index of an array.
  static bool is_index(std::string_view text) {
    if (text.empty() || text.size() > 10 || (text[0] == '0' && text.size() > 1)) return false;
    std::uint64_t number = 0;
    for (const char c : text) {
      if (c < '0' || c > '9') return false;
      number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number < 0xffffffff;
  }

  std::optional<std::string_view> string(std::uint8_t tag_byte) {
    if (tag_byte >= tag::short_string && tag_byte < tag::known_record) {
      return text_.next(tag_byte - tag::short_string);
    }
    if (tag_byte != tag::string) return std::nullopt;
    return text_.next(body_.varint());
  }

  /// Whether so many values may still come: each takes a byte at least. It keeps the memory that
  /// counts in hostile bytes ask for within a multiple of their length.
  bool owe(std::uint64_t count) {
    if (count > body_.left() || owed_ + count > body_.left()) return bad("a count is too large");
    owed_ += count;
    return true;
  }

  template <typename N>
  N* put(Value* place, Type type) {
    N* node = arena_->make<N>();
    Access::put(place, type, node);
    if (references_) objects_.push_back({type, node});
    return node;
  }

  bool value(Value* place, bool in_array = false) {
    --owed_;
    const std::uint8_t t = body_.byte();
    if (t < tag::short_string) {
      new (place) Value(t);
      return !body_.failed();
    }
    if (t < tag::known_record) return text(place, t);
    if (t < tag::short_array) return record(place, t - tag::known_record);
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
        new (place) Value(body_.raw<std::int8_t>());
        return !body_.failed();
      case tag::int16:
        new (place) Value(body_.raw<std::int16_t>());
        return !body_.failed();
      case tag::int32:
        new (place) Value(body_.raw<std::int32_t>());
        return !body_.failed();
      case tag::float64:
        new (place) Value(body_.raw<double>());
        return !body_.failed();
      case tag::string:
        return text(place, t);
      case tag::bigint:
        return bigint(place);
      case tag::reference:
        return reference(place);
      case tag::hole:
        if (!in_array) return bad("a hole outside of an array");
        new (place) Value(Access::hole());
        return true;
      case tag::record:
        return record(place, body_.varint());
      case tag::new_record:
        return new_record(place);
      case tag::object:
        return object(place, Type::object);
      case tag::array:
        return array(place, body_.varint());
      case tag::array_by_entries:
        return array_by_entries(place);
      case tag::map:
        return map(place);
      case tag::set:
        return set(place);
      case tag::date:
        return date(place);
      case tag::regexp:
        return regexp(place);
      case tag::boxed_false:
      case tag::boxed_true:
        return boxed(place, Value(t == tag::boxed_true));
      case tag::boxed_number:
        return boxed(place, Value(body_.raw<double>()));
      case tag::boxed_string:
        return boxed_string(place);
      case tag::boxed_bigint:
        return boxed_bigint(place);
      case tag::buffer:
      case tag::resizable_buffer:
        return buffer(place, t == tag::resizable_buffer);
      case tag::view:
      case tag::tracking_view:
        return view(place, t == tag::tracking_view);
      case tag::error:
        return object(place, Type::error);
      default:
        return bad("unknown tag");
    }
  }

  bool text(Value* place, std::uint8_t t) {
    const auto found = string(t);
    if (!found) return bad("a string is not in the text");
    TextNode* node = arena_->make<TextNode>();
    node->text = *found;
    Access::put(place, Type::string, node);
    return true;
  }

  bool bigint(Value* place) {
    BigIntNode* node = arena_->make<BigIntNode>();
    Access::put(place, Type::bigint, node);
    const std::uint64_t head = body_.varint();
    const auto bytes = body_.bytes(head >> 1);
    if (body_.failed()) return false;
    const bool negative = head & 1;
    if (bytes.empty() ? negative : bytes.back() == std::byte{0})
      return bad("a bigint is not minimal");
    node->negative = negative;
    node->magnitude = copy(bytes);
    return true;
  }

  std::span<const std::byte> copy(std::span<const std::byte> bytes) {
    if (bytes.empty()) return {};
    auto* place = arena_->array<std::byte>(bytes.size());
    std::memcpy(place, bytes.data(), bytes.size());
    return {place, bytes.size()};
  }

  bool reference(Value* place) {
    const std::uint64_t number = body_.varint();
    if (body_.failed()) return false;
    if (number >= objects_.size()) return bad("a reference to nothing");
    const Object& object = objects_[static_cast<std::size_t>(number)];
    object.node->shared = true;
    Access::put(place, object.type, object.node);
    return true;
  }

  bool array(Value* place, std::uint64_t count) {
    if (!owe(count)) return false;
    auto* node = put<ArrayNode>(place, Type::array);
    Value* items = room<Value>(count);
    node->items = {items, static_cast<std::size_t>(count)};
    node->length = static_cast<std::uint32_t>(count);
    open(Fill::items, items, count);
    return true;
  }

  /// Constructed at once, so that a reference to a container that is not full yet finds values in
  /// it.
  template <typename T>
  T* room(std::uint64_t count) {
    T* place = arena_->array<T>(static_cast<std::size_t>(count));
    std::uninitialized_value_construct_n(place, count);
    return place;
  }
  template <typename T>
  Frame& open(Fill fill, T* first, std::uint64_t count) {
    return frames_.emplace_back(Frame{.fill = fill, .at = first, .end = first + count});
  }

  bool array_by_entries(Value* place) {
    const std::uint64_t length = body_.varint();
    const std::uint64_t count = body_.varint();
    if (length > 0xffffffff) return bad("an array is too long");
    if (count > body_.left() || !owe(count * 2)) return bad("a count is too large");
    auto* node = put<ArrayNode>(place, Type::array);
    auto* pairs = room<Value::Pair>(count);
    node->entries = {pairs, static_cast<std::size_t>(count)};
    node->length = static_cast<std::uint32_t>(length);
    node->by_entries = true;
    open(Fill::elements, pairs, count).length = node->length;
    return true;
  }

  bool map(Value* place) {
    const std::uint64_t count = body_.varint();
    if (count > body_.left() || !owe(count * 2)) return bad("a count is too large");
    auto* node = put<MapNode>(place, Type::map);
    auto* pairs = room<Value::Pair>(count);
    node->pairs = {pairs, static_cast<std::size_t>(count)};
    open(Fill::pairs, pairs, count);
    return true;
  }

  bool set(Value* place) {
    const std::uint64_t count = body_.varint();
    if (!owe(count)) return false;
    auto* node = put<SetNode>(place, Type::set);
    Value* items = room<Value>(count);
    node->items = {items, static_cast<std::size_t>(count)};
    open(Fill::values, items, count);
    return true;
  }

  bool object(Value* place, Type type) {
    ErrorKind kind{};
    if (type == Type::error) {
      const std::uint8_t byte = body_.byte();
      if (byte > static_cast<std::uint8_t>(ErrorKind::dom_exception)) return bad("unknown error");
      kind = static_cast<ErrorKind>(byte);
    }
    // A DOMException is made of its name and message, which come first.
    const std::size_t fixed = kind == ErrorKind::dom_exception ? 2 : 0;
    Value made_of[2];
    for (std::size_t i = 0; i < fixed; ++i) {
      if (!text(&made_of[i], body_.byte())) return false;
    }
    const std::uint64_t count = body_.varint();
    if (count > body_.left() || !owe(count * 2)) return bad("a count is too large");
    auto* node = put<ObjectNode>(place, type);
    auto* entries = room<Value::Entry>(count + fixed);
    node->entries = {entries, static_cast<std::size_t>(count) + fixed};
    node->error_kind = kind;
    if (fixed > 0) {
      static constexpr std::string_view names[] = {"name", "message"};
      for (std::size_t i = 0; i < fixed; ++i) {
        entries[i].key = names[i];
        Access::put(&entries[i].value, Type::string, Access::identity(made_of[i]));
      }
    }
    open(Fill::entries, entries + fixed, count);
    return true;
  }

  bool record(Value* place, std::uint64_t number) {
    if (number >= shapes_.size()) return bad("a record of no shape");
    const Shape& shape = shapes_[static_cast<std::size_t>(number)];
    if (!owe(shape.count)) return false;
    auto* node = put<ObjectNode>(place, Type::object);
    auto* entries = room<Value::Entry>(shape.count);
    for (std::size_t i = 0; i < shape.count; ++i) entries[i].key = shape.keys[i];
    node->entries = {entries, shape.count};
    open(Fill::record, entries, shape.count);
    return true;
  }

  bool new_record(Value* place) {
    Input definition(body_.bytes(body_.varint()));
    if (body_.failed()) return false;
    const std::uint64_t count = definition.varint();
    if (count == 0 || count > max_record_keys || shapes_.size() == max_shapes) {
      return bad("a shape is out of bounds");
    }
    const Shape shape{arena_->array<std::string_view>(static_cast<std::size_t>(count)),
                      static_cast<std::size_t>(count)};
    for (std::size_t i = 0; i < shape.count; ++i) {
      std::size_t units = 0;
      const auto key = TextInput::read(definition, *arena_, &units);
      if (!key || units > max_record_key_units) return bad("a key of a shape");
      if (std::find(shape.keys, shape.keys + i, *key) != shape.keys + i)
        return bad("a key comes twice");
      shape.keys[i] = *key;
    }
    if (definition.left() != 0) return bad("bytes are left over in a shape");
    shapes_.push_back(shape);
    return record(place, shapes_.size() - 1);
  }

  bool date(Value* place) {
    const auto time = body_.raw<double>();
    if (body_.failed()) return false;
    if (!std::isnan(time) && (std::abs(time) > 8.64e15 || time != std::trunc(time))) {
      return bad("a date out of range");
    }
    put<DateNode>(place, Type::date)->milliseconds = time;
    return true;
  }

  bool regexp(Value* place) {
    auto* node = put<RegExpNode>(place, Type::regexp);
    const auto source = string(body_.byte());
    const auto flags = source ? string(body_.byte()) : std::nullopt;
    if (!flags) return bad("a RegExp without its strings");
    node->source = *source;
    node->flags = *flags;
    return true;
  }

  bool boxed(Value* place, const Value& primitive) {
    put<BoxedNode>(place, Type::boxed)->primitive = primitive;
    return !body_.failed();
  }

  bool boxed_string(Value* place) {
    auto* node = put<BoxedNode>(place, Type::boxed);
    return text(&node->primitive, body_.byte());
  }

  bool boxed_bigint(Value* place) {
    auto* node = put<BoxedNode>(place, Type::boxed);
    return bigint(&node->primitive);
  }

  bool buffer(Value* place, bool resizable) {
    const std::uint64_t size = body_.varint();
    const std::uint64_t max_size = resizable ? body_.varint() : 0;
    if (resizable && (max_size < size || max_size > max_buffer_bytes))
      return bad("a buffer's bounds");
    const auto bytes = body_.bytes(size);
    if (body_.failed()) return false;
    auto* node = put<BufferNode>(place, Type::buffer);
    node->bytes = copy(bytes);
    node->max_size = max_size;
    node->resizable = resizable;
    return true;
  }

  bool view(Value* place, bool tracks_length) {
    const std::uint8_t kind = body_.byte();
    const std::uint64_t offset = body_.varint();
    const std::uint64_t length = tracks_length ? 0 : body_.varint();
    if (kind > static_cast<std::uint8_t>(ViewKind::data_view)) return bad("unknown view");
    auto* node = put<ViewNode>(place, Type::view);
    node->kind = static_cast<ViewKind>(kind);
    node->byte_offset = offset;
    node->length = length;
    node->tracks_length = tracks_length;
    ++owed_;
    if (!value(&node->buffer)) return false;
    if (!node->buffer.is_buffer()) return bad("a view of no buffer");
    const std::uint64_t size = node->buffer.bytes().size();
    const std::uint64_t element = element_size(node->kind);
    if (offset > size || offset % element != 0 || length > (size - offset) / element ||
        (tracks_length && !node->buffer.max_size())) {
      return bad("a view's bounds");
    }
    return true;
  }

  /// What a reference may name.
  struct Object {
    Type type;
    ObjectBase* node;
  };

  Arena* arena_;
  Input body_;
  TextInput text_;
  std::vector<Frame> frames_;
  std::vector<Shape> shapes_;
  std::vector<Object> objects_;
  std::uint64_t owed_ = 0;
  bool references_ = false;
  const char* problem_ = nullptr;
};

}  // namespace

Result<Value> decode(std::span<const std::byte> bytes) { return Decoder(bytes).run(); }

}  // namespace cation::clone
