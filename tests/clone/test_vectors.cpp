#include <gtest/gtest.h>

#include <fstream>

#include "clone/decoder.h"
#include "clone/encoder.h"
#include "hex.h"

namespace cation::clone {
namespace {

struct Vector {
  std::string name;
  std::string value;
  std::vector<std::byte> bytes;
};

std::vector<Vector> read_vectors() {
  std::vector<Vector> vectors;
  for (const char* name : {"/vectors.txt", "/attached.txt"}) {
    std::ifstream file(std::string(CATION_CLONE_VECTORS) + name);
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with("name: ")) vectors.push_back({line.substr(6), {}, {}});
      if (line.starts_with("value: ")) vectors.back().value = line.substr(7);
      if (line.starts_with("bytes: ")) vectors.back().bytes = from_hex(line.substr(7));
    }
  }
  return vectors;
}

TEST(Vectors, ThereAreAtLeast150) { EXPECT_GE(read_vectors().size(), 150u); }

TEST(Vectors, AreReadAsWhatTheySay) {
  for (const Vector& vector : read_vectors()) {
    const auto value = decode(vector.bytes);
    ASSERT_TRUE(value) << vector.name << ": " << value.error().message;
    EXPECT_EQ(value->debug_string(), vector.value) << vector.name;
  }
}

TEST(Vectors, AreWrittenAgainByteForByte) {
  for (const Vector& vector : read_vectors()) {
    const auto value = decode(vector.bytes);
    ASSERT_TRUE(value) << vector.name;
    const auto bytes = encode(*value);
    ASSERT_TRUE(bytes) << vector.name;
    EXPECT_EQ(*bytes, vector.bytes) << vector.name;
    EXPECT_EQ(*decode(*bytes), *value) << vector.name;
  }
}

TEST(Vectors, AreRefusedAtEveryShorterLength) {
  for (const Vector& vector : read_vectors()) {
    const std::span<const std::byte> bytes(vector.bytes);
    const std::size_t step = bytes.size() < 2000 ? 1 : bytes.size() / 500;
    for (std::size_t size = 0; size < bytes.size(); size += step) {
      EXPECT_FALSE(decode(bytes.first(size))) << vector.name << " cut to " << size;
    }
  }
}

TEST(Vectors, AreRefusedWithABytesMore) {
  for (const Vector& vector : read_vectors()) {
    std::vector<std::byte> bytes = vector.bytes;
    bytes.push_back(std::byte{0});
    EXPECT_FALSE(decode(bytes)) << vector.name;
  }
}

}  // namespace
}  // namespace cation::clone
