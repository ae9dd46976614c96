#include "link/pool.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <span>
#include <string>

#include "link_fixture.h"

namespace cation::link {
namespace {

TEST(Pool, ARegionIsReadOnceAndInTheOrderOfSending) {
  auto writer = PoolWriter::create(4096);
  auto reader = PoolReader::open(dup_fd(writer->fd()), 4096);
  ASSERT_TRUE(reader);
  std::vector<std::byte> out;
  EXPECT_TRUE(reader->read({64, 64}, out));
  EXPECT_FALSE(reader->read({64, 64}, out));
  EXPECT_FALSE(reader->read({0, 64}, out));
  EXPECT_TRUE(reader->read({128, 64}, out));
}

TEST(Pool, ARegionOutsideThePoolIsAnError) {
  auto writer = PoolWriter::create(4096);
  ASSERT_TRUE(writer);
  auto reader = PoolReader::open(dup_fd(writer->fd()), 4096);
  ASSERT_TRUE(reader);
  std::vector<std::byte> out;
  EXPECT_FALSE(reader->read({4000, 200}, out));
  EXPECT_FALSE(reader->read({0, ~std::uint64_t{0}}, out));
  EXPECT_FALSE(reader->read({~std::uint64_t{0}, 64}, out).has_value() && out.size() > 4096);
}

TEST(Pool, AReaderThatLiesAboutItsPlaceHarmsNobodyElse) {
  auto writer = PoolWriter::create(4096);
  ASSERT_TRUE(writer);
  for (std::uint64_t lie : {~std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1} << 40}) {
    ASSERT_EQ(pwrite(writer->fd(), &lie, sizeof lie, 0), static_cast<ssize_t>(sizeof lie));
    std::string text(1000, 'x');
    Bytes part = bytes_of(text);
    for (int i = 0; i < 10; ++i) {
      auto region = writer->write(std::span(&part, 1), part.size());
      if (region) {
        EXPECT_LE(region->position % 4096 + region->size, 4096u);
      }
    }
  }
}

}  // namespace
}  // namespace cation::link
