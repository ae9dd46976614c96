#include "clone/encoder.h"

#include <algorithm>
#include <array>
#include <memory_resource>
#include <string>

#include "clone/identities.h"
#include "clone/node.h"
#include "clone/shapes.h"
#include "clone/writer.h"

namespace cation::clone {

namespace {

/// Walks a value and writes its body and text. Containers that are open lie on a stack of its own,
/// for values may be deeper than the machine's stack.
class Encoder {
 public:
  explicit Encoder(bool look_all_up) : identities_(&memory_, look_all_up) {}
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;

  /// Nothing where all is well.
  std::optional<Error> run(const Value& root) {
    value(root);
    while (!frames_.empty() && !identities_.run_again()) {
      if (frames_.size() > max_depth) {
        return Error{"a value lies deeper than " + std::to_string(max_depth) + " levels",
                     "ERR_CLONE_TOO_DEEP"};
      }
      step(frames_.back());
      if (out_.size() > max_message_bytes) break;
    }
    if (out_.size() + wire_header_bytes > max_message_bytes) {
      return Error{"a message of more than " + std::to_string(max_message_bytes) + " bytes",
                   "ERR_CLONE_TOO_LARGE"};
    }
    out_.text().close();
    return std::nullopt;
  }
  /// Whether the value must be written by another encoder, which looks up all objects.
  bool run_again() const { return identities_.run_again(); }

  std::vector<std::byte> message() {
    std::array<std::byte, wire_header_bytes> header{};
    header[0] = std::byte{wire_version};
    header[1] = std::byte{references_ ? flag_references : std::uint8_t{0}};
    const auto body = out_.body().written();
    const auto text = out_.text().written();
    const auto size = static_cast<std::uint32_t>(body.size());
    std::memcpy(header.data() + 4, &size, sizeof size);
    std::vector<std::byte> bytes;
    bytes.reserve(header.size() + body.size() + text.size());
    bytes.insert(bytes.end(), header.begin(), header.end());
    bytes.insert(bytes.end(), body.begin(), body.end());
    bytes.insert(bytes.end(), text.begin(), text.end());
    return bytes;
  }

 private:
  enum class Fill : std::uint8_t { values, record, entries, pairs };
  /// What is left to be written of a container.
  struct Frame {
    const void* at;
    const void* end;
    Fill fill;
    bool has_key = false;  // the key of the pair at `at` is written
  };

  /// Writes until a container opens or the topmost one is done.
  void step(Frame& frame) {
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

  // Where a container opens, its frame is put above this one, and the reference is no longer valid.

  void values(Frame& frame) {
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
  void entries(Frame& frame) {
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

  void pairs(Frame& frame) {
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

  template <typename T>
  bool open(Fill fill, std::span<const T> parts) {
    frames_.push_back({parts.data(), parts.data() + parts.size(), fill});
    return true;
  }

  /// Whether it opened a container.
  bool value(const Value& value) {
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
        return false;
      case Type::bigint:
        out_.tag(tag::bigint);
        out_.bigint(value.bigint());
        return false;
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
        out_.tag(tag::set, value.items().size());
        return open(Fill::values, value.items());
      case Type::map:
        out_.tag(tag::map, value.pairs().size());
        return open(Fill::pairs, value.pairs());
      case Type::error:
        return error(value);
      default:
        leaf(value);
        return false;
    }
  }

  bool array(const ArrayNode& node) {
    if (node.by_entries) {
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

  bool record(std::span<const Value::Entry> entries) {
    const std::uint32_t shape = shapes_.find(entries);
    if (shape < 32) {
      out_.tag(static_cast<std::uint8_t>(tag::known_record + shape));
    } else if (shape == Shapes::none) {
      out_.tag(tag::object, entries.size());
      return open(Fill::entries, entries);
    } else if (shape == Shapes::is_new) {
      define(entries);
    } else {
      out_.tag(tag::record, shape);
    }
    return open(Fill::record, entries);
  }

  void define(std::span<const Value::Entry> entries) {
    std::array<std::byte, 512> first;
    Output keys(first);
    keys.varint(entries.size());
    for (const Value::Entry& entry : entries) keys.text(entry.key);
    out_.tag(tag::new_record, keys.size());
    out_.body().bytes(keys.written());
  }

  bool error(const Value& value) {
    out_.tag(tag::error);
    out_.tag(static_cast<std::uint8_t>(value.error_kind()));
    std::span<const Value::Entry> entries = value.entries();
    if (value.error_kind() == ErrorKind::dom_exception) {
      // A DOMException is made of these two; a Value that was made as one has them in front.
      out_.string(value["name"].text());
      out_.string(value["message"].text());
      entries = entries.subspan(2);
    }
    out_.body().varint(entries.size());
    return open(Fill::entries, entries);
  }

  /// An object without parts that could open.
  void leaf(const Value& value) {
    switch (value.type()) {
      case Type::date:
        return out_.body().tagged(tag::date, Writer::canonical(value.milliseconds()));
      case Type::regexp:
        out_.tag(tag::regexp);
        out_.string(value.regexp().source);
        return out_.string(value.regexp().flags);
      case Type::boxed:
        return boxed(value.unboxed());
      case Type::buffer:
        return buffer(value);
      default:
        return view(value.view());
    }
  }

  void boxed(const Value& primitive) {
    switch (primitive.type()) {
      case Type::boolean:
        return out_.tag(primitive.boolean() ? tag::boxed_true : tag::boxed_false);
      case Type::number:
        return out_.body().tagged(tag::boxed_number, Writer::canonical(primitive.number()));
      case Type::string:
        out_.tag(tag::boxed_string);
        return out_.string(primitive.text());
      default:
        out_.tag(tag::boxed_bigint);
        return out_.bigint(primitive.bigint());
    }
  }

  void buffer(const Value& value) {
    const auto max_size = value.max_size();
    out_.tag(max_size ? tag::resizable_buffer : tag::buffer, value.bytes().size());
    if (max_size) out_.body().varint(*max_size);
    out_.body().bytes(value.bytes());
  }

  void view(const Value::View& view) {
    out_.tag(view.tracks_length ? tag::tracking_view : tag::view);
    out_.tag(static_cast<std::uint8_t>(view.kind));
    out_.body().varint(view.byte_offset);
    if (!view.tracks_length) out_.body().varint(view.length);
    value(view.buffer);
  }

  // Small messages need no memory of the heap but for their bytes.
  std::array<std::byte, 2048> first_;
  std::pmr::monotonic_buffer_resource memory_{first_.data(), first_.size()};
  Writer out_;
  std::pmr::vector<Frame> frames_{&memory_};
  Identities identities_;
  Shapes shapes_{&memory_};
  bool references_ = false;
};

Result<std::vector<std::byte>> encode(const Value& value, bool look_all_up) {
  Encoder encoder(look_all_up);
  if (auto error = encoder.run(value)) return std::unexpected(*std::move(error));
  if (encoder.run_again()) return encode(value, true);
  return encoder.message();
}

}  // namespace

Result<std::vector<std::byte>> encode(const Value& value) { return encode(value, false); }

}  // namespace cation::clone
