#include <gtest/gtest.h>

#include <cstring>

#include "clone/decoder.h"
#include "clone/encoder.h"
#include "clone/wire.h"

namespace cation::clone {
namespace {

using Bytes = std::vector<std::byte>;

/// Bytes that count up, so that each place is told from its neighbours.
Bytes counted(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i % 251);
  return bytes;
}

/// A message without text that has `size` bytes attached and says `sizes` in its table.
Bytes message(std::initializer_list<int> body, std::size_t size,
              std::initializer_list<std::uint64_t> sizes) {
  Bytes bytes{std::byte{1},
              std::byte{0},
              static_cast<std::byte>(sizes.size()),
              std::byte{0},
              static_cast<std::byte>(body.size()),
              std::byte{0},
              std::byte{0},
              std::byte{0}};
  for (const int byte : body) bytes.push_back(static_cast<std::byte>(byte));
  bytes.resize(bytes.size() + size, std::byte{7});
  for (const std::uint64_t entry : sizes) {
    bytes.resize(bytes.size() + sizeof entry);
    std::memcpy(bytes.data() + bytes.size() - sizeof entry, &entry, sizeof entry);
  }
  return bytes;
}

std::string problem(const Bytes& bytes) {
  const auto value = decode(bytes);
  return value ? "decoded: " + value->debug_string() : value.error().message;
}

constexpr int b0 = tag::attached_buffer;

TEST(Attachments, AreReadWhereAllIsRight) {
  const auto value = decode(message({b0}, 40000, {40000}));
  ASSERT_TRUE(value);
  EXPECT_EQ(value->bytes().size(), 40000u);
  EXPECT_EQ(value->bytes()[39999], std::byte{7});
}

TEST(Attachments, AreRefusedBySizesThatAreWrong) {
  EXPECT_EQ(problem(message({b0}, 32767, {32767})), "malformed message: the size of an attachment");
  EXPECT_EQ(problem(message({b0}, 32768, {0})), "malformed message: the size of an attachment");
  EXPECT_EQ(problem(message({b0}, 32768, {32769})), "malformed message: it ends early");
  EXPECT_EQ(problem(message({b0}, 32768, {32770})), "malformed message: attachments are missing");
  EXPECT_EQ(problem(message({b0}, 32769, {32768})), "malformed message: bytes are left over");
  EXPECT_EQ(problem(message({b0, b0}, 65536, {32768, ~std::uint64_t{0} - 32767})),
            "malformed message: the size of an attachment");
  EXPECT_EQ(problem(message({b0, b0}, 65536, {std::uint64_t{1} << 30, std::uint64_t{1} << 30})),
            "malformed message: attachments are missing");
  EXPECT_EQ(problem(message({b0, b0}, 65536, {std::uint64_t{1} << 63, std::uint64_t{1} << 63})),
            "malformed message: the size of an attachment");
}

TEST(Attachments, AreRefusedWhereTheyAreNotUsedOnce) {
  EXPECT_EQ(problem(message({0}, 32768, {32768})), "malformed message: bytes are left over");
  EXPECT_EQ(problem(message({b0}, 0, {})), "malformed message: attachments are missing");
  EXPECT_EQ(problem(message({0x82, b0, b0}, 32768, {32768})),
            "malformed message: attachments are missing");
  EXPECT_EQ(problem(message({0x82, b0, 0}, 65536, {32768, 32768})),
            "malformed message: bytes are left over");
}

TEST(Attachments, AreRefusedWhereTheTableIsMissing) {
  Bytes bytes = message({0}, 0, {});
  bytes[2] = std::byte{1};
  EXPECT_EQ(problem(bytes), "malformed message: attachments are missing");
  bytes[2] = bytes[3] = std::byte{0xff};
  EXPECT_EQ(problem(bytes), "malformed message: attachments are missing");
}

TEST(Attachments, AreOneForABufferInManyPlaces) {
  const Value buffer = Value::buffer(counted(least_attached_bytes));
  std::vector<Value> views;
  for (int i = 0; i < 3; ++i) views.push_back(*Value::view(ViewKind::uint8, buffer, 0, 8));
  const auto parts = encode_parts(Value::array(views));
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->attached.size(), 1u);
}

TEST(Attachments, LieInTheValueUntilTheyAreGathered) {
  const Value buffer = Value::buffer(counted(100'000));
  const Value value = Value::object({{"name", "picture"}, {"bytes", buffer}, {"n", 5}});
  const auto parts = encode_parts(value);
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->attached.size(), 1u);
  EXPECT_EQ(parts->attached[0].data(), buffer.bytes().data());
  EXPECT_LT(parts->head.size(), 100u);
  const auto whole = encode(value);
  ASSERT_TRUE(whole);
  Bytes gathered(parts->size());
  parts->copy_to(gathered);
  EXPECT_EQ(gathered, *whole);
}

TEST(Attachments, OutliveTheValueThatTheyAreOf) {
  Result<Parts> parts = fail("not yet");
  parts = encode_parts(Value::bytes(counted(50'000)));
  ASSERT_TRUE(parts);
  EXPECT_EQ(Bytes(parts->attached[0].begin(), parts->attached[0].end()), counted(50'000));
}

TEST(Attachments, AreReadWhereTheyLieApart) {
  const Value value = Value::array(
      {Value::buffer(counted(40'000)), "text", Value::blob(counted(50'000), "image/png")});
  const auto parts = encode_parts(value);
  ASSERT_TRUE(parts);
  Bytes rest = parts->head;
  rest.insert(rest.end(), parts->table.begin(), parts->table.end());
  const auto again = decode(rest, parts->attached);
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, value);

  EXPECT_FALSE(decode(rest));
  EXPECT_FALSE(decode(rest, std::span(parts->attached).first(1)));
  EXPECT_FALSE(decode(rest, std::span<const std::span<const std::byte>>()));
  std::vector<std::span<const std::byte>> shorter = parts->attached;
  shorter[1] = shorter[1].first(49'999);
  EXPECT_FALSE(decode(rest, shorter));
}

TEST(Attachments, AreNoneForSmallAndResizableBuffers) {
  const Value value = Value::array({Value::buffer(counted(least_attached_bytes - 1)),
                                    *Value::resizable_buffer(counted(40'000), 50'000)});
  const auto parts = encode_parts(value);
  ASSERT_TRUE(parts);
  EXPECT_TRUE(parts->attached.empty());
  EXPECT_TRUE(parts->table.empty());
  EXPECT_EQ(*decode(parts->head), value);
}

TEST(Blobs, AreRefusedWhereTheyAreMalformed) {
  const auto small = [](std::initializer_list<int> body, int flags = 0) {
    Bytes bytes = message(body, 0, {});
    bytes[1] = static_cast<std::byte>(flags);
    return problem(bytes);
  };
  EXPECT_EQ(small({tag::blob, 0, 0}), "malformed message: a Blob without its strings");
  EXPECT_EQ(small({tag::file, 0x40, 0}), "malformed message: a Blob without its strings");
  EXPECT_EQ(small({tag::blob, 0x40, 0}), "malformed message: bytes without a buffer");
  EXPECT_EQ(small({tag::blob, 0x40, tag::resizable_buffer, 0, 0}),
            "malformed message: bytes without a buffer");
  EXPECT_EQ(small({tag::blob, 0x40, tag::buffer, 2, 1}), "malformed message: it ends early");
  EXPECT_EQ(small({tag::file, 0x40, 0x40, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f, tag::buffer, 0}),
            "malformed message: the time of a File");
  EXPECT_EQ(small({tag::file, 0x40, 0x40, 0, 0, 0, 0, 0, 0, 0xf0, 0x7f, tag::buffer, 0}),
            "malformed message: the time of a File");
  // Object 1 is the Blob, object 2 its bytes, which nothing may name.
  EXPECT_EQ(small({0x82, tag::blob, 0x40, tag::buffer, 0, tag::reference, 2}, 1),
            "malformed message: a reference to nothing");
  EXPECT_EQ(small({tag::view, 1, 0, 0, tag::blob, 0x40, tag::buffer, 0}),
            "malformed message: a view of no buffer");
  EXPECT_EQ(small({tag::port, 0x80, 0x80, 0x80, 0x80, 0x10}),
            "malformed message: the place of a port");
  EXPECT_EQ(small({tag::port}), "malformed message: it ends early");
}

}  // namespace
}  // namespace cation::clone
