#include "shell/window_options.h"

#include <gtest/gtest.h>

#include <limits>

namespace cation::shell {
namespace {

TEST(WindowOptions, NumbersAreNeeded) {
  EXPECT_FALSE(WindowOptions::read(Value()));
  EXPECT_FALSE(WindowOptions::read(Value::object({{"id", 1}})));
  EXPECT_FALSE(WindowOptions::read(Value::object({{"id", "1"}, {"contents", 2}})));
}

TEST(WindowOptions, AllElseHasADefault) {
  const auto options = WindowOptions::read(Value::object({{"id", 1}, {"contents", 2}}));
  ASSERT_TRUE(options);
  EXPECT_EQ(options->width, 800);
  EXPECT_EQ(options->height, 600);
  EXPECT_TRUE(options->show);
  EXPECT_FALSE(options->x);
}

TEST(WindowOptions, SizesThatNoScreenHasAreBounded) {
  const auto options =
      WindowOptions::read(Value::object({{"id", 1},
                                         {"contents", 2},
                                         {"width", 1e300},
                                         {"height", -5},
                                         {"x", 10.6},
                                         {"y", std::numeric_limits<double>::quiet_NaN()}}));
  ASSERT_TRUE(options);
  EXPECT_EQ(options->width, 32767);
  EXPECT_EQ(options->height, 1);
  EXPECT_EQ(options->x, 11);
  EXPECT_FALSE(options->y);
}

TEST(WindowOptions, ColorsAreReadAsCssAndElectronHaveThem) {
  EXPECT_DOUBLE_EQ(parse_color("#fff")->blue, 1);
  EXPECT_DOUBLE_EQ(parse_color("#80ff0000")->red, 1);
  EXPECT_NEAR(parse_color("#80ff0000")->alpha, 0.5, 0.01);
  EXPECT_DOUBLE_EQ(parse_color("rgba(0, 0, 255, 0.5)")->alpha, 0.5);
  EXPECT_DOUBLE_EQ(parse_color("tomato")->red, 1);
  EXPECT_FALSE(parse_color("#zz112233"));
  EXPECT_FALSE(parse_color("no color"));
  EXPECT_FALSE(parse_color(""));
}

}  // namespace
}  // namespace cation::shell
