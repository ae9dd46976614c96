#include <gtest/gtest.h>

#include <cstring>
#include <functional>

#include "clone/decoder.h"
#include "clone/encoder.h"
#include "clone/wire.h"

namespace cation::clone {
namespace {

using Bytes = std::vector<std::byte>;

void append(Bytes& bytes, std::initializer_list<int> more) {
  for (const int byte : more) bytes.push_back(static_cast<std::byte>(byte));
}

void append_varint(Bytes& bytes, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes.push_back(static_cast<std::byte>(value | 0x80));
  bytes.push_back(static_cast<std::byte>(value));
}

/// A message of a body and text that is ASCII.
Bytes message(const Bytes& body, std::string_view text = {}) {
  Bytes bytes;
  append(bytes, {1, 0, 0, 0, 0, 0, 0, 0});
  const auto size = static_cast<std::uint32_t>(body.size());
  std::memcpy(bytes.data() + 4, &size, sizeof size);
  bytes.insert(bytes.end(), body.begin(), body.end());
  if (text.empty()) return bytes;
  append_varint(bytes, text.size() * 4);
  for (const char c : text) bytes.push_back(static_cast<std::byte>(c));
  return bytes;
}

/// An array of the same value, so many times.
Bytes array(std::size_t count, std::initializer_list<int> unit) {
  Bytes body;
  append(body, {tag::array});
  append_varint(body, count);
  for (std::size_t i = 0; i < count; ++i) append(body, unit);
  return message(body);
}

std::string problem(const Bytes& bytes, const Limits& limits = {}) {
  const auto value = decode(bytes, limits);
  if (value) return "read";
  EXPECT_EQ(value.error().code, "ERR_MALFORMED_CLONE");
  return value.error().message;
}

std::string refusal(const Value& value, const Limits& limits = {}) {
  const auto bytes = encode(value, limits);
  if (bytes) return "written";
  EXPECT_EQ(bytes.error().code, "ERR_MESSAGE_TOO_LARGE");
  return bytes.error().message;
}

Value list(std::size_t count, const std::function<Value()>& make) {
  std::vector<Value> items;
  for (std::size_t i = 0; i < count; ++i) items.push_back(make());
  return Value::array(std::move(items));
}

TEST(Limits, OfObjectsAreTheSameForWritersAndReaders) {
  const Limits some{.objects = 100};
  const auto empty = [] { return Value::array({}); };
  EXPECT_EQ(refusal(list(99, empty), some), "written");
  EXPECT_EQ(problem(*encode(list(99, empty)), some), "read");
  EXPECT_EQ(refusal(list(100, empty), some), "a message has too many objects");
  EXPECT_EQ(problem(*encode(list(100, empty)), some), "malformed message: too many objects");
}

TEST(Limits, OfValuesAreTheSameForWritersAndReaders) {
  const Limits some{.values = 100};
  for (const auto& [count, value] : {std::pair<std::size_t, Value>{100, 1}, {33, 0.5}, {25, "t"}}) {
    const auto make = [&value] { return value; };
    EXPECT_EQ(refusal(list(count, make), some), "written");
    EXPECT_EQ(problem(*encode(list(count, make)), some), "read");
    EXPECT_EQ(refusal(list(count + 1, make), some), "a message has too many values");
    EXPECT_EQ(problem(*encode(list(count + 1, make)), some), "malformed message: too many values");
  }
}

TEST(Limits, WeighKindsAlikeOnBothSides) {
  const std::vector<Value> kinds{Value::map({}),
                                 Value::map({{1, 2}, {3, 4}}),
                                 Value::set({1, 2}),
                                 Value::error("e"),
                                 Value::regexp("a|\\p{L}(?<a>b)", "v"),
                                 Value::regexp("\\p{RGI_Emoji}", "iv"),
                                 Value::buffer({}),
                                 Value::object({{"4000", 1}}),
                                 Value::object({{"4000", 1}, {"5000", 1}}),
                                 Value::set({}),
                                 Value::object({})};
  for (const Value& kind : kinds) {
    const auto bytes = encode(kind);
    ASSERT_TRUE(bytes);
    std::uint64_t needed = 1;
    while (problem(*bytes, {.objects = needed}) != "read") ++needed;
    EXPECT_EQ(refusal(kind, {.objects = needed}), "written") << kind.debug_string();
    EXPECT_NE(refusal(kind, {.objects = needed - 1}), "written") << kind.debug_string();
  }
}

TEST(Limits, AreAMillionObjectsAndOneForEachByteBeyondTheFree) {
  EXPECT_EQ(problem(array(1'048'575, {tag::short_array})), "read");
  EXPECT_EQ(problem(array(1'048'576, {tag::short_array})), "malformed message: too many objects");
  EXPECT_EQ(problem(array(1'048'576, {tag::short_array}), {.objects = 2'000'000}), "read");
  EXPECT_EQ(problem(array(100'000, {tag::error, 0, 0})), "malformed message: too many objects");
  EXPECT_EQ(problem(array(12'000'001, {1})), "malformed message: too many values");
}

TEST(Limits, HoldRegExpsAndBigIntsByTheirSize) {
  EXPECT_EQ(refusal(Value::regexp(std::string(16'385, 'a'), "")),
            "a message has a RegExp that is too long");
  EXPECT_EQ(refusal(Value::regexp(std::string(16'384, 'a'), "")), "written");
  Bytes body;
  append(body, {tag::regexp, tag::string});
  append_varint(body, 4'000'000);
  append(body, {tag::short_string});
  EXPECT_EQ(problem(message(body, std::string(4'000'000, '('))),
            "malformed message: a RegExp is too long");
  Bytes big;
  append(big, {tag::bigint});
  append_varint(big, 2 * 65'537);
  for (int i = 0; i < 65'537; ++i) append(big, {1});
  EXPECT_EQ(problem(message(big)), "malformed message: a bigint is too long");
}

TEST(Limits, HoldBuffersThatMayGrowTogether) {
  EXPECT_EQ(problem(array(256, {tag::resizable_buffer, 0, 0})), "read");
  EXPECT_EQ(problem(array(257, {tag::resizable_buffer, 0, 0})),
            "malformed message: too many buffers that may grow");
  EXPECT_EQ(problem(array(3, {tag::resizable_buffer, 0, 0x80, 0x80, 0x80, 0x80, 4})),
            "malformed message: buffers may grow to too much");
}

TEST(Limits, KeepFarIndicesOutOfShapes) {
  Bytes body;
  append(body, {tag::new_record, 6, 1, 16, '1', '0', '2', '3', 0});
  EXPECT_EQ(problem(message(body)), "malformed message: a key of a shape");
  const auto written = encode(Value::object({{"1023", 1}}));
  ASSERT_TRUE(written);
  EXPECT_EQ((*written)[8], std::byte{tag::object});
}

}  // namespace
}  // namespace cation::clone
