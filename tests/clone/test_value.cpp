#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "cation/value.h"

namespace cation {
namespace {

struct Point {
  int x = 0;
  std::optional<double> y;
  std::vector<std::string> names;
};

TEST(Value, IsUndefinedByDefault) {
  EXPECT_TRUE(Value().is_undefined());
  EXPECT_TRUE(Value(nullptr).is_null());
}

TEST(Value, IsMadeOfLiterals) {
  const Value value = Value::object({{"id", 1}, {"ok", true}, {"name", "Ada"}, {"none", nullptr}});
  EXPECT_EQ(value["id"].to<int>(), 1);
  EXPECT_EQ(value["ok"].to<bool>(), true);
  EXPECT_EQ(value["name"].to<std::string>(), "Ada");
  EXPECT_TRUE(value["none"].is_null());
  EXPECT_TRUE(value["missing"].is_undefined());
  EXPECT_TRUE(value[0].is_undefined());
  EXPECT_TRUE(Value(5)["x"][3]["y"].is_undefined());
}

TEST(Value, GivesItemsAndEntriesInOrder) {
  const Value value = Value::object({{"z", 1}, {"a", 2}});
  std::string keys;
  for (const auto& [key, item] : value.entries()) keys += key;
  EXPECT_EQ(keys, "za");
  int sum = 0;
  for (const Value& item : Value::array({1, 2, 3})) sum += item.value_or<int>(0);
  EXPECT_EQ(sum, 6);
}

TEST(Value, TakesTheLastOfAKeyThatComesTwice) {
  const Value value = Value::object({{"a", 1}, {"b", 2}, {"a", 3}});
  EXPECT_EQ(value.size(), 2u);
  EXPECT_EQ(value["a"].to<int>(), 3);
}

TEST(Value, SaysWhatItIsInsteadOfWhatIsWanted) {
  const auto wrong = Value("text").to<int>();
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message, "expected a number, got a string");
  EXPECT_EQ(Value("text").value_or<int>(7), 7);
}

TEST(Value, ReadsIntegersOnlyWhereTheyAreWholeAndInRange) {
  EXPECT_EQ(Value(255).to<std::uint8_t>(), 255);
  EXPECT_FALSE(Value(256).to<std::uint8_t>());
  EXPECT_FALSE(Value(-1).to<std::uint32_t>());
  EXPECT_FALSE(Value(1.5).to<int>());
  EXPECT_FALSE(Value(std::numeric_limits<double>::quiet_NaN()).to<int>());
  EXPECT_FALSE(Value(9223372036854775808.0).to<std::int64_t>());
  EXPECT_EQ(Value(-9223372036854775808.0).to<std::int64_t>(),
            std::numeric_limits<std::int64_t>::min());
}

TEST(Value, ReadsBigIntsAsIntegers) {
  EXPECT_EQ(Value::bigint(std::int64_t{-5}).to<std::int64_t>(), -5);
  const auto lowest = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(Value::bigint(lowest).to<std::int64_t>(), lowest);
  EXPECT_EQ(Value::bigint(~std::uint64_t{0}).to<std::uint64_t>(), ~std::uint64_t{0});
  EXPECT_FALSE(Value::bigint(~std::uint64_t{0}).to<std::int64_t>());
  EXPECT_FALSE(Value::bigint(std::int64_t{-1}).to<std::uint64_t>());
}

TEST(Value, ConvertsContainers) {
  const Value list = Value::array({1, 2, 3});
  EXPECT_EQ(list.to<std::vector<int>>(), (std::vector{1, 2, 3}));
  EXPECT_EQ((list.to<std::tuple<int, double, std::optional<int>>>()),
            std::tuple(1, 2.0, std::optional(3)));
  EXPECT_EQ((list.to<std::array<int, 3>>()), (std::array{1, 2, 3}));
  EXPECT_FALSE((list.to<std::pair<int, int>>()));
  const Value object = Value::object({{"a", 1}, {"b", 2}});
  EXPECT_EQ((object.to<std::map<std::string, int>>()),
            (std::map<std::string, int>{{"a", 1}, {"b", 2}}));
  EXPECT_EQ((Value::from(std::map<int, bool>{{1, true}}).to<std::map<int, bool>>()),
            (std::map<int, bool>{{1, true}}));
  EXPECT_FALSE(Value().to<std::optional<int>>()->has_value());
}

TEST(Value, NamesTheWayToAWrongPart) {
  const Value value = Value::object({{"x", 1}, {"names", Value::array({"a", 2})}});
  const auto wrong = value.to<Point>();
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message, ".names[1]: expected a string, got a number");
}

TEST(Value, ConvertsStructsByTheNamesOfTheirFields) {
  const Value value = Value::from(Point{.x = 4, .y = std::nullopt, .names = {"p"}});
  EXPECT_EQ(value.debug_string(), R"({"x": 4, "names": ["p"]})");
  const auto point = value.to<Point>();
  ASSERT_TRUE(point);
  EXPECT_EQ(point->x, 4);
  EXPECT_EQ(point->names, std::vector<std::string>{"p"});
}

TEST(Value, GivesTheBytesThatAViewShows) {
  const std::vector<std::byte> bytes{std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}};
  EXPECT_EQ(Value::bytes(bytes).to<std::vector<std::byte>>(), bytes);
  const Value buffer = Value::buffer(bytes);
  const auto view = Value::view(ViewKind::uint16, buffer, 2, 1);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->bytes().size(), 2u);
  EXPECT_EQ(view->bytes()[0], std::byte{3});
  EXPECT_FALSE(Value::view(ViewKind::uint16, buffer, 1, 1));
  EXPECT_TRUE(Value::view(ViewKind::float16, buffer, 2, 1));
  EXPECT_FALSE(Value::view(ViewKind::float16, buffer, 1, 1));
  EXPECT_FALSE(Value::view(ViewKind::uint8, buffer, 0, 5));
  EXPECT_FALSE(Value::view(ViewKind::uint8, 5, 0, 0));
}

TEST(Value, ConvertsTimes) {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  EXPECT_EQ(Value::from(std::chrono::system_clock::time_point(now))
                .to<std::chrono::system_clock::time_point>(),
            now);
  EXPECT_FALSE(Value::date(NAN).to<std::chrono::system_clock::time_point>());
  EXPECT_FALSE(Value::date(8e15).to<std::chrono::system_clock::time_point>());
}

TEST(Value, IsEqualByItsContents) {
  const auto make = [] {
    return Value::object({{"a", Value::array({1, "x", NAN})}, {"d", Value::date(5)}});
  };
  EXPECT_EQ(make(), make());
  EXPECT_NE(make(), Value::object({{"a", 1}}));
  EXPECT_NE(Value("1"), Value(1));
  EXPECT_NE(Value(), Value(nullptr));
  EXPECT_EQ(Value::map({{1, 2}}).get(1), Value(2));
}

TEST(Value, IsFreedHoweverDeepItIs) {
  Value value;
  for (int i = 0; i < 1'000'000; ++i) value = Value::array({value});
  EXPECT_FALSE(value.debug_string().empty());
}

TEST(Value, MakesErrorsWithFields) {
  const Value error = Value::error(ErrorKind::range_error, "too far", {{"code", "E_FAR"}});
  EXPECT_TRUE(error.is_error());
  EXPECT_EQ(error["message"].to<std::string>(), "too far");
  EXPECT_EQ(error["code"].to<std::string>(), "E_FAR");
}

TEST(Value, HoldsBlobsAndFiles) {
  const std::vector<std::byte> bytes{std::byte{'h'}, std::byte{'i'}};
  const Value blob = Value::blob(bytes, "text/plain");
  EXPECT_TRUE(blob.is_blob());
  EXPECT_EQ(blob.blob().type, "text/plain");
  EXPECT_EQ(blob.size(), 2u);
  EXPECT_EQ(blob.to<std::vector<std::byte>>(), bytes);
  const Value file = Value::file(bytes, "a.txt", "text/plain", 1.7e12);
  EXPECT_TRUE(file.is_file());
  EXPECT_EQ(file.file().name, "a.txt");
  EXPECT_EQ(file.file().type, "text/plain");
  EXPECT_EQ(file.file().last_modified, 1.7e12);
  EXPECT_EQ(file.blob().type, "text/plain");
  EXPECT_EQ(file.file().bytes.size(), 2u);
  EXPECT_EQ(Value::file(bytes, "a.txt", {}, NAN).file().last_modified, 0);

  EXPECT_EQ(blob, Value::blob(bytes, "text/plain"));
  EXPECT_NE(blob, Value::blob(bytes));
  EXPECT_NE(blob, file);
  EXPECT_NE(file, Value::file(bytes, "b.txt", "text/plain", 1.7e12));
  EXPECT_EQ(Value().file().name, "");
  EXPECT_EQ(file.debug_string(), R"(File "a.txt" "text/plain" of 1.7e+12(2) <68 69>)");
}

TEST(Value, HoldsThePlacesOfPorts) {
  const Value port = Value::port({3});
  EXPECT_TRUE(port.is_port());
  EXPECT_EQ(port.port(), Port{3});
  EXPECT_EQ(port, Value::port({3}));
  EXPECT_NE(port, Value::port({4}));
  EXPECT_FALSE(Value(3).port());
  EXPECT_EQ(Value::array({port, port}).debug_string(), "[port 3, <same as #1>]");
}

TEST(Value, BoxesPrimitivesOnly) {
  EXPECT_EQ(Value::boxed(5)->unboxed(), Value(5));
  EXPECT_FALSE(Value::boxed(Value::array()));
}

}  // namespace
}  // namespace cation
