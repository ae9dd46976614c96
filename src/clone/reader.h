#pragma once

// What all parts of the decoder share: the bytes that are left, the arena that they are read into,
// and the objects that references may name. Reads what has no parts.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "clone/input.h"
#include "clone/layout.h"
#include "clone/limits.h"
#include "clone/node.h"
#include "clone/text_input.h"
#include "clone/wire.h"

namespace cation::clone {

/// The objects of a message by their numbers. It grows without a copy: peak memory counts.
class Objects {
 public:
  void add(ObjectBase* object) {
    if (count_ % chunk_size == 0) chunks_.push_back(std::make_unique<Chunk>());
    chunks_.back()->objects[count_++ % chunk_size] = object;
  }
  /// Null for a number that no object has, or that is not to be named.
  ObjectBase* at(std::uint64_t number) const {
    if (number >= count_) return nullptr;
    return chunks_[static_cast<std::size_t>(number / chunk_size)]->objects[number % chunk_size];
  }

 private:
  static constexpr std::size_t chunk_size = 128;
  struct Chunk {
    ObjectBase* objects[chunk_size];
  };
  std::vector<std::unique_ptr<Chunk>> chunks_;
  std::size_t count_ = 0;
};

class Reader {
 public:
  Reader(const Layout& layout, Arena& arena, const Limits& limits)
      : problem_(layout.problem),
        arena_(&arena),
        body_(layout.body),
        text_(layout.text, arena),
        attached_(layout.attached),
        objects_left_(signed_of(objects_of(limits, layout.body.size() + layout.text.size()))),
        values_left_(signed_of(limits.values)),
        references_(layout.references) {}

  Arena& arena() { return *arena_; }
  Input& body() { return body_; }

  /// Says what is wrong, the first time; false.
  bool bad(const char* problem) {
    if (!problem_) problem_ = problem;
    return false;
  }
  bool failed() const { return problem_ || body_.failed(); }
  /// Null where all is well, or where the bytes end early.
  const char* problem() const { return problem_; }
  bool is_done() const { return body_.left() == 0 && text_.is_done() && attached_.left() == 0; }

  // ---- counts ----

  /// Whether so many values may still come: each takes a byte at least. It keeps the memory that
  /// counts in hostile bytes ask for within a multiple of their length.
  bool owe(std::uint64_t count) {
    if (count > body_.left() || owed_ + count > body_.left()) return bad("a count is too large");
    owed_ += count;
    return charge_values(count);
  }
  /// The same for pairs of values.
  bool owe_pairs(std::uint64_t count) {
    return count <= body_.left() ? owe(count * 2) : bad("a count is too large");
  }
  /// One that was owed is being read.
  void pay() { --owed_; }

  // ---- what the message may make ----

  /// Counts objects, and values.
  bool charge(std::uint64_t objects) {
    objects_left_ -= static_cast<std::int64_t>(objects);
    return is_within();
  }
  bool charge_values(std::uint64_t values) {
    values_left_ -= static_cast<std::int64_t>(values);
    return values_left_ >= 0 || bad(too_many_values);
  }
  /// Whether the objects that have a number were not too many.
  bool is_within() { return objects_left_ >= 0 || bad(too_many_objects); }
  /// A buffer that may grow to so many bytes, each of which is not past the format's bound.
  bool charge_growing(std::uint64_t most) {
    growing_bytes_ += most;
    if (++growing_ > max_growing) return bad("too many buffers that may grow");
    return growing_bytes_ <= max_growing_bytes || bad("buffers may grow to too much");
  }

  // ---- objects ----

  /// A node with the next number, in its place.
  template <typename N>
  N* put(Value* place, Type type) {
    N* node = arena_->make<N>();
    node->type = type;
    Access::put(place, type, node);
    --objects_left_;
    if (references_) objects_.add(node);
    return node;
  }
  /// Gives the next number to what no reference may name.
  void skip() {
    --objects_left_;
    if (references_) objects_.add(nullptr);
  }
  /// The object of a number that comes next.
  bool reference(Value* place) {
    ObjectBase* object = objects_.at(body_.varint());
    if (body_.failed()) return false;
    if (!object) return bad("a reference to nothing");
    object->shared = true;
    Access::put(place, object->type, object);
    return true;
  }

  // ---- parts ----

  /// The text of a string that the tag begins, or nothing.
  std::optional<std::string_view> string(std::uint8_t tag_byte) {
    std::uint64_t units = tag_byte - tag::short_string;
    if (tag_byte < tag::short_string || tag_byte >= tag::known_record) {
      if (tag_byte != tag::string) return std::nullopt;
      units = body_.varint();
    }
    if (units > 0 && !charge_values(text_values)) return std::nullopt;
    return text_.next(units);
  }
  /// A string with its tag.
  std::optional<std::string_view> string() { return string(body_.byte()); }

  bool text(Value* place, std::uint8_t tag_byte) {
    const auto found = string(tag_byte);
    if (!found) return bad("a string is not in the text");
    TextNode* node = arena_->make<TextNode>();
    node->text = *found;
    Access::put(place, Type::string, node);
    return true;
  }

  bool bigint(Value* place);
  /// The bytes of an ArrayBuffer that the tag begins, which is not resizable, in the arena.
  bool bytes(std::uint8_t tag_byte, std::span<const std::byte>& result);
  std::span<const std::byte> copy(std::span<const std::byte> bytes);

 private:
  static std::int64_t signed_of(std::uint64_t count) {
    return static_cast<std::int64_t>(std::min<std::uint64_t>(count, std::uint64_t{1} << 62));
  }

  const char* problem_;
  Arena* arena_;
  Input body_;
  TextInput text_;
  Attached attached_;
  Objects objects_;
  /// Values that must still come: the root, first.
  std::uint64_t owed_ = 1;
  // What it may still make, and what it made of those that are bounded by themselves.
  std::int64_t objects_left_;
  std::int64_t values_left_;
  std::uint64_t growing_ = 0;
  std::uint64_t growing_bytes_ = 0;
  bool references_;
};

}  // namespace cation::clone
