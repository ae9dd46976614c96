#include <gtest/gtest.h>

#include <cstring>
#include <thread>

#include "clone/decoder.h"
#include "clone/encoder.h"
#include "clone/wire.h"

namespace cation::clone {
namespace {

std::vector<std::byte> message(std::initializer_list<int> body,
                               std::initializer_list<int> text = {}, int flags = 0) {
  std::vector<std::byte> bytes{
      std::byte{1},           std::byte(flags), std::byte{0}, std::byte{0},
      std::byte(body.size()), std::byte{0},     std::byte{0}, std::byte{0}};
  for (const int byte : body) bytes.push_back(static_cast<std::byte>(byte));
  for (const int byte : text) bytes.push_back(static_cast<std::byte>(byte));
  return bytes;
}

std::string problem(const std::vector<std::byte>& bytes) {
  const auto value = decode(bytes);
  return value ? "decoded: " + value->debug_string() : value.error().message;
}

TEST(Codec, KeepsWhatIsReachedTwiceOneObject) {
  const Value part = Value::array({1});
  const auto value = decode(*encode(Value::array({part, part, Value::array({1})})));
  ASSERT_TRUE(value);
  EXPECT_EQ(value->debug_string(), "[[1], <same as #1>, [1]]");
}

TEST(Codec, KeepsPartsOfOneDecodedMessageOneObject) {
  const auto tree = decode(*encode(Value::object({{"inner", Value::array({1})}, {"n", 2}})));
  ASSERT_TRUE(tree);
  const Value inner = (*tree)["inner"];
  for (const Value& value : {Value::array({inner, *tree, inner}), Value::array({*tree, inner})}) {
    const auto again = decode(*encode(value));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->debug_string(), value.debug_string());
  }
  EXPECT_EQ(Value::array({*tree, inner}).debug_string(),
            R"([{"inner": [1], "n": 2}, <same as #2>])");
}

TEST(Codec, KeepsReferencesOfADecodedMessage) {
  const Value part = Value::array({1});
  const auto value = decode(*encode(Value::array({part, Value::array({part, 2}), 3})));
  ASSERT_TRUE(value);
  const auto again = decode(*encode(Value::array({(*value)[1], *value})));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->debug_string(), "[[[1], 2], [<same as #2>, <same as #1>, 3]]");
}

TEST(Codec, KeepsPartsOfManyMessagesApart) {
  std::vector<Value> items;
  for (int i = 0; i < 50; ++i) {
    const auto message = decode(*encode(Value::array({Value::array({i}), Value::array({-i})})));
    ASSERT_TRUE(message);
    items.push_back((*message)[0]);
    items.push_back((*message)[1]);
    items.push_back((*message)[0]);
  }
  const auto again = decode(*encode(Value::array(items)));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, Value::array(items));
  EXPECT_EQ(again->debug_string(), Value::array(items).debug_string());
}

TEST(Codec, WritesLongTextsWhateverTheirHeadTakes) {
  for (const std::size_t size : {1u, 31u, 32u, 8191u, 16384u, 524288u, 3000000u}) {
    const Value value = Value::array({std::string(size, 'x'), "end"});
    const auto again = decode(*encode(value));
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, value);
  }
}

TEST(Codec, LetsAPartOutliveItsMessage) {
  Value part;
  {
    auto value = decode(*encode(Value::object({{"list", Value::array({"kept", 2})}})));
    ASSERT_TRUE(value);
    part = (*value)["list"];
  }
  EXPECT_EQ(part[0].text(), "kept");
  const Value moved = std::move(part);
  EXPECT_EQ(moved[1], Value(2));
}

TEST(Codec, ReadsAndCopiesOnManyThreads) {
  const auto value = decode(*encode(Value::array({Value::object({{"a", 1}}), "text"})));
  ASSERT_TRUE(value);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([copy = *value] {
      for (int n = 0; n < 1000; ++n) {
        const Value part = copy[0];
        EXPECT_EQ(part["a"], Value(1));
      }
    });
  }
}

TEST(Codec, RefusesWhatIsDeeperThanTheLimit) {
  Value fits;
  for (std::size_t i = 0; i < max_depth; ++i) fits = Value::array({fits});
  const auto bytes = encode(fits);
  ASSERT_TRUE(bytes);
  EXPECT_TRUE(decode(*bytes));
  EXPECT_FALSE(encode(Value::array({fits})));
  std::vector<std::byte> deeper(8 + max_depth + 2, std::byte{0x81});
  const auto good = message({});
  std::copy(good.begin(), good.end(), deeper.begin());
  const auto size = static_cast<std::uint32_t>(deeper.size() - 8);
  std::memcpy(deeper.data() + 4, &size, 4);
  deeper.back() = std::byte{0};
  EXPECT_EQ(problem(deeper), "malformed message: it is deeper than the limit");
}

TEST(Codec, NamesWhatIsWrongWithBytes) {
  EXPECT_EQ(problem({}), "malformed message: unknown version");
  auto other = message({0});
  other[0] = std::byte{2};
  EXPECT_EQ(problem(other), "malformed message: unknown version");
  EXPECT_EQ(problem(message({0}, {}, 2)), "malformed message: unknown flags");
  EXPECT_EQ(problem(message({0xff})), "malformed message: unknown tag");
  EXPECT_EQ(problem(message({})), "malformed message: it ends early");
  EXPECT_EQ(problem(message({0, 0})), "malformed message: bytes are left over");
  EXPECT_EQ(problem(message({0}, {4, 'a'})), "malformed message: bytes are left over");
  EXPECT_EQ(problem(message({tag::reference, 0}, {}, 1)),
            "malformed message: a reference to nothing");
  EXPECT_EQ(problem(message({tag::hole})), "malformed message: a hole outside of an array");
  EXPECT_EQ(problem(message({tag::set, 1, tag::hole})),
            "malformed message: a hole outside of an array");
  EXPECT_EQ(problem(message({0x41})), "malformed message: a string is not in the text");
  EXPECT_EQ(problem(message({0x42}, {4, 'a'})), "malformed message: a string is not in the text");
  EXPECT_EQ(problem(message({0x41}, {4, 0x80})), "malformed message: a string is not in the text");
  EXPECT_EQ(problem(message({0x41}, {5, 1, 0x80})),
            "malformed message: a string is not in the text");
  EXPECT_EQ(problem(message({tag::record, 0})), "malformed message: a record of no shape");
  EXPECT_EQ(problem(message({tag::new_record, 5, 2, 4, 'a', 4, 'a', 0, 0})),
            "malformed message: a key comes twice");
  EXPECT_EQ(problem(message({tag::bigint, 2, 0})), "malformed message: a bigint is not minimal");
  EXPECT_EQ(problem(message({tag::object, 2, 0x41, 0, 0x41, 1}, {8, 'a', 'a'})),
            "malformed message: a key comes twice");
  EXPECT_EQ(problem(message({tag::error, 0, 2, 0x41, 0, 0x41, 1}, {8, 'a', 'a'})),
            "malformed message: a key comes twice");
  EXPECT_EQ(problem(message({tag::array_by_entries, 0, 2, 0x41, 0, 0x41, 1}, {8, 'a', 'a'})),
            "malformed message: a key comes twice");
  EXPECT_EQ(problem(message({tag::object, 1, 0, 0})), "malformed message: a key is not a string");
  EXPECT_EQ(problem(message({tag::view, 1, 0, 5, tag::buffer, 4, 1, 2, 3, 4})),
            "malformed message: a view's bounds");
  EXPECT_EQ(problem(message({tag::view, 13, 0, 0, tag::buffer, 0})),
            "malformed message: unknown view");
  EXPECT_EQ(problem(message({tag::view, 1, 0, 0, tag::null})),
            "malformed message: a view of no buffer");
  EXPECT_EQ(problem(message({tag::array, 0xff, 0xff, 0xff, 0x7f})),
            "malformed message: a count is too large");
  EXPECT_EQ(problem(message({tag::array, 0x80, 0x00})), "malformed message: it ends early");
}

TEST(Codec, AsksForNoMoreMemoryThanBytesMayFill) {
  // Each array says that all bytes behind it are its items.
  std::vector<std::byte> bytes = message({});
  bytes.resize(8 + 9000, std::byte{0x8f});
  const std::uint32_t size = 9000;
  std::memcpy(bytes.data() + 4, &size, 4);
  EXPECT_EQ(problem(bytes), "malformed message: a count is too large");
}

TEST(Codec, WritesPairsOfSurrogatesAsOneCharacter) {
  // The halves of one character, in UTF-8 as a Value has them.
  const auto bytes = encode(Value::array({"\xed\xa0\xbd", "\xed\xb8\x80"}));
  ASSERT_TRUE(bytes);
  EXPECT_EQ(*bytes, message({0x82, 0x41, 0x41}, {9, 4, 0xf0, 0x9f, 0x98, 0x80}));
  const auto value = decode(*bytes);
  ASSERT_TRUE(value);
  EXPECT_EQ((*value)[0].text(), "\xed\xa0\xbd");
}

TEST(Codec, WritesAReplacementForWhatIsNoUtf8) {
  const auto value =
      decode(*encode("a\xff"
                     "b"));
  ASSERT_TRUE(value);
  EXPECT_EQ(value->text(),
            "a\xef\xbf\xbd"
            "b");
}

}  // namespace
}  // namespace cation::clone
