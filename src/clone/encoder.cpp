#include "clone/encoder.h"

#include <cmath>
#include <string>

#include "clone/identities.h"
#include "clone/node.h"
#include "clone/output.h"
#include "clone/shapes.h"
#include "clone/text.h"
#include "clone/wire.h"

namespace cation::clone {

namespace {

class Encoder {
 public:
  Result<std::vector<std::byte>> run(const Value& root) {
    out_.byte(wire_version);
    out_.byte(0);
    out_.raw(std::uint16_t{0});
    out_.raw(std::uint32_t{0});
    value(root);
    while (!frames_.empty()) {
      step();
      if (frames_.size() > max_depth) {
        return fail("a value lies deeper than " + std::to_string(max_depth) + " levels",
                    "ERR_CLONE_TOO_DEEP");
      }
      if (out_.size() > max_message_bytes) return too_large();
    }
    if (out_.size() + text_.size() > max_message_bytes) return too_large();
    out_.patch(1, references_ ? flag_references : std::uint8_t{0});
    out_.patch(4, static_cast<std::uint32_t>(out_.size() - wire_header_bytes));
    close_segment();
    out_.bytes(texts_.written());
    return out_.take();
  }

 private:
  /// What is left to be written of a container. One of the three spans is in use.
  struct Frame {
    std::span<const Value> values{};
    std::span<const Value::Pair> pairs{};
    std::span<const Value::Entry> entries{};
    bool keys = false;  // of the entries: write them too
  };

  static std::unexpected<Error> too_large() {
    return fail("a message of more than " + std::to_string(max_message_bytes) + " bytes",
                "ERR_CLONE_TOO_LARGE");
  }

  /// Writes until a container opens or the topmost one is done.
  void step() {
    Frame frame = frames_.back();
    frames_.pop_back();
    // A container that opens is pushed above the rest of this one, so the rest is put back first.
    while (!frame.values.empty()) {
      const Value& next = frame.values.front();
      frame.values = frame.values.subspan(1);
      if (opens(next)) return reopen(frame, next);
      value(next);
    }
    while (!frame.pairs.empty()) {
      const Value::Pair& pair = frame.pairs.front();
      if (!frame.keys) {
        frame.keys = true;
        if (opens(pair.key)) return reopen(frame, pair.key);
        value(pair.key);
      }
      frame.keys = false;
      frame.pairs = frame.pairs.subspan(1);
      if (opens(pair.value)) return reopen(frame, pair.value);
      value(pair.value);
    }
    while (!frame.entries.empty()) {
      const Value::Entry& entry = frame.entries.front();
      frame.entries = frame.entries.subspan(1);
      if (frame.keys) string(entry.key);
      if (opens(entry.value)) return reopen(frame, entry.value);
      value(entry.value);
    }
  }

  static bool opens(const Value& value) { return value.type() >= Type::array; }

  void reopen(const Frame& frame, const Value& child) {
    frames_.push_back(frame);
    value(child);
  }

  void value(const Value& value) {
    switch (value.type()) {
      case Type::undefined:
        return out_.byte(Access::is_hole(value) ? tag::hole : tag::undefined);
      case Type::null:
        return out_.byte(tag::null);
      case Type::boolean:
        return out_.byte(value.boolean() ? tag::true_ : tag::false_);
      case Type::number:
        return number(value.number());
      case Type::string:
        return string(value.text());
      case Type::bigint:
        out_.byte(tag::bigint);
        return bigint(value.bigint());
      default:
        break;
    }
    if (const auto number = identities_.number(Access::identity(value))) {
      references_ = true;
      out_.byte(tag::reference);
      return out_.varint(*number);
    }
    object(value);
  }

  void object(const Value& value) {
    switch (value.type()) {
      case Type::date:
        out_.byte(tag::date);
        return out_.raw(canonical(value.milliseconds()));
      case Type::regexp:
        out_.byte(tag::regexp);
        string(value.regexp().source);
        return string(value.regexp().flags);
      case Type::boxed:
        return boxed(value.unboxed());
      case Type::buffer:
        return buffer(value);
      case Type::view:
        return view(value.view());
      case Type::array:
        return array(value);
      case Type::set:
        out_.byte(tag::set);
        out_.varint(value.items().size());
        return open({.values = value.items()});
      case Type::map:
        out_.byte(tag::map);
        out_.varint(value.pairs().size());
        return open({.pairs = value.pairs()});
      case Type::error:
        return error(value);
      default:
        return record(value.entries());
    }
  }

  void error(const Value& value) {
    out_.byte(tag::error);
    out_.byte(static_cast<std::uint8_t>(value.error_kind()));
    std::span<const Value::Entry> entries = value.entries();
    if (value.error_kind() == ErrorKind::dom_exception) {
      // A DOMException is made of these two; a Value that was made as one has them in front.
      string(value["name"].text());
      string(value["message"].text());
      entries = entries.subspan(2);
    }
    out_.varint(entries.size());
    open({.entries = entries, .keys = true});
  }

  void open(const Frame& frame) { frames_.push_back(frame); }

  /// There are many NaNs in bits and one in JavaScript.
  static double canonical(double number) {
    return std::isnan(number) ? std::numeric_limits<double>::quiet_NaN() : number;
  }

  void number(double number) {
    if (number >= -2147483648.0 && number <= 2147483647.0) {
      const auto whole = static_cast<std::int32_t>(number);
      if (whole == number && (whole != 0 || !std::signbit(number))) return integer(whole);
    }
    out_.byte(tag::float64);
    out_.raw(canonical(number));
  }

  void integer(std::int32_t number) {
    if (number >= 0 && number < 64) {
      out_.byte(static_cast<std::uint8_t>(tag::small_integer + number));
    } else if (number >= -128 && number < 128) {
      out_.byte(tag::int8);
      out_.raw(static_cast<std::int8_t>(number));
    } else if (number >= -32768 && number < 32768) {
      out_.byte(tag::int16);
      out_.raw(static_cast<std::int16_t>(number));
    } else {
      out_.byte(tag::int32);
      out_.raw(number);
    }
  }

  void string(std::string_view text) {
    const std::size_t units = count_units(text);
    if (units < 32) {
      out_.byte(static_cast<std::uint8_t>(tag::short_string + units));
    } else {
      out_.byte(tag::string);
      out_.varint(units);
    }
    if (units == 0) return;
    if (segment_units_ >= text_segment_units) close_segment();
    text_.append(text);
    segment_units_ += units;
  }

  void close_segment() {
    if (segment_units_ == 0) return;
    texts_.text(text_);
    text_.clear();
    segment_units_ = 0;
  }

  void bigint(const Value::BigInt& number) {
    out_.varint(static_cast<std::uint64_t>(number.magnitude.size()) << 1 | number.negative);
    out_.bytes(number.magnitude);
  }

  void boxed(const Value& primitive) {
    switch (primitive.type()) {
      case Type::boolean:
        return out_.byte(primitive.boolean() ? tag::boxed_true : tag::boxed_false);
      case Type::number:
        out_.byte(tag::boxed_number);
        return out_.raw(canonical(primitive.number()));
      case Type::string:
        out_.byte(tag::boxed_string);
        return string(primitive.text());
      default:
        out_.byte(tag::boxed_bigint);
        return bigint(primitive.bigint());
    }
  }

  void buffer(const Value& value) {
    const auto max_size = value.max_size();
    out_.byte(max_size ? tag::resizable_buffer : tag::buffer);
    out_.varint(value.bytes().size());
    if (max_size) out_.varint(*max_size);
    out_.bytes(value.bytes());
  }

  void view(const Value::View& view) {
    out_.byte(view.tracks_length ? tag::tracking_view : tag::view);
    out_.byte(static_cast<std::uint8_t>(view.kind));
    out_.varint(view.byte_offset);
    if (!view.tracks_length) out_.varint(view.length);
    value(view.buffer);
  }

  void array(const Value& value) {
    const auto& node = Access::node<ArrayNode>(value);
    if (node.by_entries) {
      out_.byte(tag::array_by_entries);
      out_.varint(node.length);
      out_.varint(node.entries.size());
      return open({.pairs = node.entries});
    }
    if (node.items.size() < 16) {
      out_.byte(static_cast<std::uint8_t>(tag::short_array + node.items.size()));
    } else {
      out_.byte(tag::array);
      out_.varint(node.items.size());
    }
    open({.values = node.items});
  }

  void record(std::span<const Value::Entry> entries) {
    const auto shape = shapes_.find(entries);
    if (!shape) {
      out_.byte(tag::object);
      out_.varint(entries.size());
      return open({.entries = entries, .keys = true});
    }
    if (shape->is_new) {
      Output keys;
      keys.varint(entries.size());
      for (const Value::Entry& entry : entries) keys.text(entry.key);
      out_.byte(tag::new_record);
      out_.varint(keys.size());
      out_.bytes(keys.take());
    } else if (shape->number < 32) {
      out_.byte(static_cast<std::uint8_t>(tag::known_record + shape->number));
    } else {
      out_.byte(tag::record);
      out_.varint(shape->number);
    }
    open({.entries = entries});
  }

  Output out_;
  Output texts_;  // closed segments
  std::string text_;
  std::size_t segment_units_ = 0;
  std::vector<Frame> frames_;
  Identities identities_;
  Shapes shapes_;
  bool references_ = false;
};

}  // namespace

Result<std::vector<std::byte>> encode(const Value& value) { return Encoder().run(value); }

}  // namespace cation::clone
