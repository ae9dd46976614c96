#pragma once

// What a Value of more than a few bytes points to. A node belongs to an owner, which counts the
// Values outside that need it: an Arena, which holds all nodes of one decoded message, or a Made,
// which is one node that C++ code made.
//
// Values inside an arena borrow: they do not count. So cycles in a message keep nothing alive, and
// a message is freed in a few steps whatever it holds. Values inside a Made own what they point to;
// they can only point to what was there before, so that they never form a cycle.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "cation/value.h"
#include "clone/blocks.h"

namespace cation::clone {

class Owner {
 public:
  explicit Owner(bool is_arena) noexcept : is_arena_(is_arena) {}
  Owner(const Owner&) = delete;
  Owner& operator=(const Owner&) = delete;
  virtual ~Owner() = default;

  void keep() noexcept { count_.fetch_add(1, std::memory_order_relaxed); }
  /// Whether that was the last one: then dispose of it.
  bool drop() noexcept { return count_.fetch_sub(1, std::memory_order_acq_rel) == 1; }
  /// Whether one Value alone needs it. Others that lie in a Value which the caller holds count, and
  /// cannot go away meanwhile; those of other threads may come and go.
  bool is_held_once() const noexcept { return count_.load(std::memory_order_relaxed) == 1; }
  bool is_arena() const noexcept { return is_arena_; }
  /// Deletes an owner that nobody needs, and those that it was the last to need: one after the
  /// other, for a chain of them may be longer than the stack is deep.
  static void dispose(Owner* owner) noexcept;

 protected:
  /// The Values that this one counts for.
  virtual std::vector<Value>* held() noexcept { return nullptr; }

 private:
  std::atomic<std::size_t> count_{0};
  Owner* next_ = nullptr;
  const bool is_arena_;
};

struct Node {
  Owner* owner = nullptr;
};

/// A node with an identity in JavaScript: one that two places can share.
struct ObjectBase : Node {
  /// Which type the node is of, for those that name it by its number.
  Type type = Type::undefined;
  /// In an arena: the message has a reference to it. Set while the message is read.
  bool shared = false;
};

struct TextNode : Node {
  std::string_view text;
};

struct BigIntNode : Node {
  bool negative = false;
  std::span<const std::byte> magnitude;
};

struct DateNode : ObjectBase {
  double milliseconds = 0;
};

struct RegExpNode : ObjectBase {
  std::string_view source;
  std::string_view flags;
};

struct BoxedNode : ObjectBase {
  Value primitive;
};

struct BufferNode : ObjectBase {
  std::span<const std::byte> bytes;
  std::uint64_t max_size = 0;
  bool resizable = false;
};

/// A Blob or a File; a Blob has no name.
struct BlobNode : ObjectBase {
  std::string_view type_text;
  std::string_view name;
  double last_modified = 0;
  std::span<const std::byte> bytes;
};

struct PortNode : ObjectBase {
  std::uint32_t place = 0;
};

struct ViewNode : ObjectBase {
  Value buffer;
  std::uint64_t byte_offset = 0;
  std::uint64_t length = 0;
  ViewKind kind = ViewKind::uint8;
  bool tracks_length = false;
};

/// An array: either its items, or a length and entries. Small, for a byte may make one.
struct ArrayNode : ObjectBase {
  bool by_entries = false;
  std::uint32_t length = 0;
  union {
    const Value* first = nullptr;
    const std::span<const Value::Pair>* pairs;
  };

  std::span<const Value> items() const {
    return by_entries ? std::span<const Value>() : std::span(first, length);
  }
  std::span<const Value::Pair> entries() const {
    return by_entries ? *pairs : std::span<const Value::Pair>();
  }
};

struct SetNode : ObjectBase {
  std::span<const Value> items;
};

struct MapNode : ObjectBase {
  std::span<const Value::Pair> pairs;
};

/// An object or an error.
struct ObjectNode : ObjectBase {
  ErrorKind error_kind = ErrorKind::error;
  std::span<const Value::Entry> entries;
};

/// The way in for the codec and for the parts of Value.
struct Access {
  template <typename N>
  static const N& node(const Value& value) noexcept {
    return *static_cast<const N*>(value.payload_.node);
  }
  static const Node* identity(const Value& value) noexcept { return value.payload_.node; }
  static bool has_node(const Value& value) noexcept { return value.type_ >= Type::string; }
  /// A Value that counts among its owner's.
  static Value own(Type type, const Node* node) noexcept {
    Value value = borrow(type, node);
    value.keep();
    return value;
  }
  /// A Value for the inside of the arena that the node lies in.
  static Value borrow(Type type, const Node* node) noexcept {
    Value value;
    value.type_ = type;
    value.flags_ = Value::borrowed;
    value.payload_.node = node;
    return value;
  }
  /// Puts a borrowing Value into raw memory of an arena, as it is.
  static void put(Value* place, Type type, const Node* node) noexcept {
    new (place) Value();
    place->type_ = type;
    place->flags_ = Value::borrowed;
    place->payload_.node = node;
  }
  static Value hole() noexcept {
    Value value;
    value.flags_ = Value::hole;
    return value;
  }
  static bool is_hole(const Value& value) noexcept { return value.flags_ & Value::hole; }
  static bool owns(const Value& value) noexcept { return value.flags_ & Value::owning; }
  static void forget(Value& value) noexcept { value.forget(); }
};

/// One node that C++ code made, with what it holds.
template <typename N>
class Made final : public Owner {
 public:
  N node;
  std::string text;
  /// All Values of the node, also those in pairs and entries, which lie here one behind the other.
  std::vector<Value> values;
  std::vector<Value::Pair> pairs;
  std::vector<Value::Entry> entries;

  Made() noexcept : Owner(false) {}
  static std::unique_ptr<Made> make() {
    auto made = std::make_unique<Made>();
    made->node.owner = made.get();
    return made;
  }
  /// The owner lives from now on as long as a Value needs it.
  static Value release(Type type, std::unique_ptr<Made> made) {
    return Access::own(type, &made.release()->node);
  }

 protected:
  std::vector<Value>* held() noexcept override {
    for (auto& [key, value] : pairs) {
      values.push_back(std::move(key));
      values.push_back(std::move(value));
    }
    for (Value::Entry& entry : entries) values.push_back(std::move(entry.value));
    if constexpr (std::is_same_v<N, ViewNode>) values.push_back(std::move(node.buffer));
    if constexpr (std::is_same_v<N, BoxedNode>) values.push_back(std::move(node.primitive));
    return &values;
  }
};

/// Memory for the nodes of one message: handed out in order, freed at once.
class Arena final : public Owner {
 public:
  /// `expected` bytes are likely to be needed.
  explicit Arena(std::size_t expected)
      : Owner(true), next_size_(std::max<std::size_t>(expected, 256)) {}

  void* allocate(std::size_t bytes) {
    const std::size_t size = (bytes + 7) & ~std::size_t{7};
    if (size > static_cast<std::size_t>(end_ - at_)) [[unlikely]]
      return allocate_block(size);
    void* place = at_;
    at_ += size;
    return place;
  }
  /// Room for `count` objects, not constructed.
  template <typename T>
  T* array(std::size_t count) {
    static_assert(alignof(T) <= 8);
    return static_cast<T*>(allocate(count * sizeof(T)));
  }
  template <typename N>
  N* make() {
    N* node = new (allocate(sizeof(N))) N();
    node->owner = this;
    return node;
  }

 private:
  void* allocate_block(std::size_t size);
  std::byte* add_piece(std::size_t size);

  std::vector<Block> blocks_;
  /// What is too small or too large for a block.
  std::vector<std::unique_ptr<std::byte[]>> pieces_;
  std::byte* at_ = nullptr;
  std::byte* end_ = nullptr;
  std::size_t next_size_;
};

}  // namespace cation::clone
