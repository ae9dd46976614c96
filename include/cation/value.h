#pragma once

// A JavaScript value in C++: what crosses from one process to another.
//
//   Value user = Value::object({{"id", 1}, {"name", "Ada"}, {"tags", Value::array({"a", "b"})}});
//   Result<int> id = user["id"].to<int>();
//   std::string name = user["name"].value_or<std::string>("nobody");
//   for (const Value& tag : user["tags"]) …
//   for (const auto& [key, value] : user.entries()) …
//
// A Value never changes. To copy one is cheap and gives the same value, as a second variable in
// JavaScript names the same object: an object that is reached twice arrives as one object that is
// reached twice. Values may be read and copied on any thread.
//
// Strings are UTF-8. A lone surrogate, which JavaScript allows, is kept in the three bytes that
// UTF-8 would give its number. Views (`std::string_view`, `std::span`) that a Value gives out live
// as long as some copy of that Value or of one that holds it.
//
// The types are those of the structured clone algorithm:
// https://html.spec.whatwg.org/multipage/structured-data.html

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cation/result.h"
#include "cation/value_types.h"

namespace cation {

namespace clone {
struct Node;
struct Access;
}  // namespace clone

class [[gnu::visibility("default")]] Value {
 public:
  struct Entry;
  struct Pair;
  /// A member for `object`: a key and what it holds.
  using Member = std::pair<std::string_view, Value>;

  Value() noexcept = default;  // undefined
  Value(std::nullptr_t) noexcept : type_(Type::null) {}
  template <std::same_as<bool> Bool>
  Value(Bool boolean) noexcept : type_(Type::boolean) {
    payload_.boolean = boolean;
  }
  /// JavaScript's numbers are doubles: integers past 2^53 lose their last digits; see `bigint`.
  template <typename Number>
    requires(std::integral<Number> || std::floating_point<Number>) && (!std::same_as<Number, bool>)
  Value(Number number) noexcept : type_(Type::number) {
    payload_.number = static_cast<double>(number);
  }
  Value(std::string_view text);
  Value(const std::string& text) : Value(std::string_view(text)) {}
  Value(const char* text) : Value(std::string_view(text)) {}
  /// An optional without a value is undefined.
  template <typename T>
  Value(const std::optional<T>& optional) : Value() {
    if (optional) *this = Value(*optional);
  }
  /// A pointer is not a boolean.
  Value(const void*) = delete;

  Value(const Value& other) noexcept;
  Value(Value&& other) noexcept
      : type_(other.type_), flags_(other.flags_), payload_(other.payload_) {
    if (other.flags_ & owning)
      other.forget();
    else if (flags_ & borrowed)
      keep();
  }
  Value& operator=(Value other) noexcept {
    std::swap(type_, other.type_);
    std::swap(flags_, other.flags_);
    std::swap(payload_, other.payload_);
    return *this;
  }
  ~Value() {
    if (flags_ & owning) drop();
  }

  // ---- making ----

  static Value array(std::vector<Value> items = {});
  static Value object(std::span<const Member> members = {});
  static Value object(std::initializer_list<Member> members) {
    return object(std::span<const Member>(members.begin(), members.size()));
  }
  static Value map(std::vector<Pair> pairs);
  static Value set(std::vector<Value> items);
  /// Milliseconds since 1970; NaN is an invalid date.
  static Value date(double milliseconds);
  static Value date(std::chrono::system_clock::time_point time);
  /// A RegExp; whether `source` is one is found out where it arrives.
  static Value regexp(std::string_view source, std::string_view flags = {});
  static Value bigint(std::int64_t number);
  static Value bigint(std::uint64_t number);
  /// A BigInt of any size: its absolute value, lowest byte first.
  static Value bigint(bool negative, std::span<const std::byte> magnitude);
  /// What `new Number(1)`, `new String("")`, `new Boolean(true)` and `Object(1n)` make. An Error
  /// for what is not of these four types.
  static Result<Value> boxed(Value primitive);
  /// An ArrayBuffer with a copy of `bytes`.
  static Value buffer(std::span<const std::byte> bytes);
  /// One that may grow up to `max_size`. An Error where that is less than the bytes.
  static Result<Value> resizable_buffer(std::span<const std::byte> bytes, std::uint64_t max_size);
  /// A Uint8Array with a copy of `bytes`, on a buffer of its own.
  static Value bytes(std::span<const std::byte> bytes);
  /// A view of `length` elements (bytes for a DataView) of a buffer; without a length, one that
  /// follows the end of a resizable buffer. An Error where it does not lie within the buffer.
  static Result<Value> view(ViewKind kind, Value buffer, std::uint64_t byte_offset,
                            std::optional<std::uint64_t> length);
  /// A Blob with a copy of `bytes`. `type` is a media type, in lower case.
  static Value blob(std::span<const std::byte> bytes, std::string_view type = {});
  /// A File with a copy of `bytes`, last modified so many milliseconds after 1970.
  static Value file(std::span<const std::byte> bytes, std::string_view name,
                    std::string_view type = {}, double last_modified = 0);
  static Value port(Port port);
  /// An Error. `fields` are properties beside the message: `code`, `stack`, `cause`, your own.
  static Value error(ErrorKind kind, std::string_view message, std::span<const Member> fields = {});
  static Value error(ErrorKind kind, std::string_view message,
                     std::initializer_list<Member> fields) {
    return error(kind, message, std::span<const Member>(fields.begin(), fields.size()));
  }
  static Value error(std::string_view message) { return error(ErrorKind::error, message); }

  // ---- asking ----

  Type type() const noexcept { return type_; }
  bool is_undefined() const noexcept { return type_ == Type::undefined; }
  bool is_null() const noexcept { return type_ == Type::null; }
  /// undefined or null
  bool is_nothing() const noexcept { return is_undefined() || is_null(); }
  bool is_bool() const noexcept { return type_ == Type::boolean; }
  bool is_number() const noexcept { return type_ == Type::number; }
  bool is_string() const noexcept { return type_ == Type::string; }
  bool is_bigint() const noexcept { return type_ == Type::bigint; }
  bool is_array() const noexcept { return type_ == Type::array; }
  bool is_object() const noexcept { return type_ == Type::object; }
  bool is_map() const noexcept { return type_ == Type::map; }
  bool is_set() const noexcept { return type_ == Type::set; }
  bool is_date() const noexcept { return type_ == Type::date; }
  bool is_regexp() const noexcept { return type_ == Type::regexp; }
  bool is_error() const noexcept { return type_ == Type::error; }
  bool is_buffer() const noexcept { return type_ == Type::buffer; }
  bool is_view() const noexcept { return type_ == Type::view; }
  bool is_blob() const noexcept { return type_ == Type::blob; }
  bool is_file() const noexcept { return type_ == Type::file; }
  bool is_port() const noexcept { return type_ == Type::port; }
  bool is_boxed() const noexcept { return type_ == Type::boxed; }

  // ---- reading; each gives an empty answer for a value of another type ----

  /// A property of an object or error (or a named one of an array); undefined where there is none.
  const Value& operator[](std::string_view key) const noexcept;
  const Value& operator[](const char* key) const noexcept { return (*this)[std::string_view(key)]; }
  /// An item of an array or set; undefined past the end and in a hole.
  template <std::integral Index>
  const Value& operator[](Index index) const noexcept {
    return index < Index{} ? nothing() : item(static_cast<std::size_t>(index));
  }
  /// Whether an object, error or array has this key of its own.
  bool has(std::string_view key) const noexcept;
  /// What a map holds under a key (compared as by `==`); undefined where there is nothing.
  const Value& get(const Value& key) const noexcept;

  /// The length of an array; the number of entries of an object, error, map or set; the bytes of a
  /// buffer, view, Blob or File; the bytes of a string's UTF-8; else 0.
  std::size_t size() const noexcept;
  bool empty() const noexcept { return size() == 0; }

  /// The items of an array or set. A hole is undefined here; `is_hole` tells. An array that is kept
  /// by its entries (see `elements`) has none here.
  std::span<const Value> items() const noexcept;
  const Value* begin() const noexcept { return items().data(); }
  const Value* end() const noexcept { return items().data() + items().size(); }
  /// The properties of an object or error, in order.
  std::span<const Entry> entries() const noexcept;
  /// The pairs of a map, in order.
  std::span<const Pair> pairs() const noexcept;
  /// The entries of an array that is sparse, or has properties beside its items: keys are numbers
  /// (indices) or strings.
  std::span<const Pair> elements() const noexcept;
  /// Whether the array has no element at the index.
  bool is_hole(std::size_t index) const noexcept;

  bool boolean() const noexcept { return type_ == Type::boolean && payload_.boolean; }
  /// The number in a number; NaN for what is none.
  double number() const noexcept {
    return type_ == Type::number ? payload_.number : std::numeric_limits<double>::quiet_NaN();
  }
  /// The text of a string.
  std::string_view text() const noexcept;
  /// The bytes of a buffer, Blob or File, or those of a buffer that a view shows.
  std::span<const std::byte> bytes() const noexcept;
  /// The milliseconds of a date; NaN for an invalid one and for what is none.
  double milliseconds() const noexcept;
  /// The primitive in a boxed one; else undefined.
  const Value& unboxed() const noexcept;

  RegExp regexp() const noexcept;
  BigInt bigint() const noexcept;

  struct View;
  /// Only for a value that `is_view()`.
  View view() const noexcept;

  /// Of a Blob or File.
  Blob blob() const noexcept;
  File file() const noexcept;
  /// Nothing for what is no port.
  std::optional<Port> port() const noexcept;

  ErrorKind error_kind() const noexcept;
  /// How much a resizable buffer may grow to; nothing for one that may not.
  std::optional<std::uint64_t> max_size() const noexcept;

  // ---- converting ----

  /// The value as a C++ one, or an Error that says what it is instead. T: bool, integers (whole and
  /// in range), double, float, std::string, std::string_view, Value, std::optional, std::vector,
  /// std::array, std::map and std::unordered_map, std::pair and std::tuple (from arrays),
  /// std::vector<std::byte> and std::span<const std::byte> (from buffers, views, Blobs),
  /// std::chrono::system_clock::time_point, and plain structs, by the names of their fields.
  template <typename T>
  Result<T> to() const;
  template <typename T>
  T value_or(T fallback) const {
    Result<T> result = to<T>();
    return result ? *std::move(result) : std::move(fallback);
  }
  /// The value of a C++ one, of the types that `to` reads.
  template <typename T>
  static Value from(const T& value);

  /// Deep equality: same types, same contents in the same order; NaN equals NaN, 0 equals -0.
  friend bool operator==(const Value& left, const Value& right);

  /// The value as a person would write it, on one line, cut where it is long.
  std::string debug_string() const;

 private:
  friend struct clone::Access;

  static constexpr std::uint8_t owning = 1;    // counts among the owners of its node
  static constexpr std::uint8_t borrowed = 2;  // lies in the same message as its node
  static constexpr std::uint8_t hole = 4;      // an undefined that is a hole in an array

  static const Value& nothing() noexcept;
  const Value& item(std::size_t index) const noexcept;
  void keep() noexcept;
  void drop() noexcept;
  void forget() noexcept {
    type_ = Type::undefined;
    flags_ = 0;
  }

  Type type_ = Type::undefined;
  std::uint8_t flags_ = 0;
  union Payload {
    bool boolean;
    double number;
    const clone::Node* node;
  } payload_{.node = nullptr};
};

struct Value::Entry {
  std::string_view key;
  Value value;
};

struct Value::Pair {
  Value key;
  Value value;
};

struct Value::View {
  ViewKind kind;
  const Value& buffer;
  std::uint64_t byte_offset;
  /// In elements (bytes for a DataView).
  std::uint64_t length;
  /// Whether it follows the end of its buffer.
  bool tracks_length;
};

}  // namespace cation

#include "cation/value_convert.h"  // IWYU pragma: export
