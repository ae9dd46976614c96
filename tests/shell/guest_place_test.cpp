#include "shell/guests/place.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <memory>

#include "shell/glib_ptr.h"
#include "shell/limits.h"

namespace cation::shell {
namespace {

constexpr int width = 800;
constexpr int height = 600;

GuestPlace place(const PageRectangle& box, const PageRectangle& clip, double zoom = 1) {
  return GuestPlace::of({.guest = 1, .box = box, .clip = clip}, zoom, width, height);
}

void expect(const GdkRectangle& found, int x, int y, int wide, int high) {
  EXPECT_EQ(found.x, x);
  EXPECT_EQ(found.y, y);
  EXPECT_EQ(found.width, wide);
  EXPECT_EQ(found.height, high);
}

TEST(GuestPlace, AGuestIsWhereItsElementIsAndCutWhereThatIs) {
  const auto placed = place({10, 20, 300, 150}, {50, 20, 100, 40});
  expect(placed.view, 10, 20, 300, 150);
  expect(placed.clip, 50, 20, 100, 40);
}

TEST(GuestPlace, AZoomedPageHasItsGuestsZoomed) {
  const auto placed = place({10, 20, 100, 50}, {10, 20, 100, 50}, 1.5);
  expect(placed.view, 15, 30, 150, 75);
  expect(placed.clip, 15, 30, 150, 75);
}

TEST(GuestPlace, EdgesAreRoundedSoThatGuestsThatTouchDoSoOnTheScreen) {
  const auto left = place({0.3, 0, 100.4, 50}, {0, 0, 800, 600});
  const auto right = place({100.7, 0, 100.4, 50}, {0, 0, 800, 600});
  EXPECT_EQ(left.view.x + left.view.width, right.view.x);
}

TEST(GuestPlace, WhatIsSeenOfAGuestIsWithinItAndItsEmbedder) {
  const auto placed = place({700, -50, 300, 150}, {-1e9, -1e9, 4e9, 4e9});
  expect(placed.view, 700, -50, 300, 150);
  expect(placed.clip, 700, 0, 100, 100);
}

TEST(GuestPlace, AGuestOutOfSightKeepsItsSize) {
  const auto below = place({0, 900, 300, 150}, {0, 900, 300, 150});
  expect(below.view, 0, 900, 300, 150);
  EXPECT_TRUE(below.is_placed());
  EXPECT_FALSE(below.is_seen());
  const auto cut = place({0, 0, 300, 150}, {0, 0, 0, 150});
  EXPECT_TRUE(cut.is_placed());
  EXPECT_FALSE(cut.is_seen());
}

TEST(GuestPlace, NumbersThatAreNoneAreNoPlace) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  const PageRectangle good{10, 20, 300, 150};
  for (const double bad : {nan, infinity, -infinity}) {
    const auto boxes = std::to_array<PageRectangle>(
        {{bad, 20, 300, 150}, {10, bad, 300, 150}, {10, 20, bad, 150}, {10, 20, 300, bad}});
    for (const auto& box : boxes) {
      EXPECT_EQ(place(box, good), GuestPlace{});
      EXPECT_FALSE(place(good, box).is_seen());
    }
    EXPECT_EQ(place(good, good, bad), GuestPlace{});
  }
  EXPECT_EQ(place({10, 20, -300, 150}, good), GuestPlace{});
  EXPECT_EQ(place({10, 20, 300, 0}, good), GuestPlace{});
  EXPECT_FALSE(place(good, {10, 20, -1, 5}).is_seen());
}

TEST(GuestPlace, NoNumberMakesAGuestThatIsTooLarge) {
  const double most = std::numeric_limits<double>::max();
  const double least = std::numeric_limits<double>::denorm_min();
  const auto numbers = std::to_array<double>(
      {-most, -1e300, -1e10, -40'000, -1, -least, 0, least, 0.4, 1, 40'000, 1e10, 1e300, most});
  for (const double x : numbers) {
    for (const double wide : numbers) {
      for (const double zoom : {0.25, 5.0, most, least}) {
        const auto placed = place({x, x, wide, wide}, {x, x, most, wide}, zoom);
        EXPECT_GE(placed.view.width, 0);
        EXPECT_LE(placed.view.width, limits::guest_side);
        EXPECT_LE(placed.view.height, limits::guest_side);
        EXPECT_LE(placed.view.width * placed.view.height, limits::guest_pixels);
        EXPECT_LE(std::abs(placed.view.x), limits::guest_edge);
        EXPECT_GE(placed.clip.x, 0);
        EXPECT_LE(placed.clip.x + placed.clip.width, width);
        EXPECT_LE(placed.clip.y + placed.clip.height, height);
      }
    }
  }
}

TEST(GuestPlace, AWordOfAnotherFormIsNone) {
  auto read = [](GVariant* parameters) {
    const VariantPtr owned(parameters != nullptr ? g_variant_ref_sink(parameters) : nullptr);
    return PlaceWord::read(owned.get());
  };
  EXPECT_FALSE(read(nullptr));
  EXPECT_FALSE(read(g_variant_new("(u)", 1)));
  EXPECT_FALSE(read(g_variant_new("(s)", "place")));
  EXPECT_FALSE(read(g_variant_new("(u(dddd))", 1, 1.0, 1.0, 1.0, 1.0)));
  const auto word =
      read(g_variant_new("(u(dddd)(dddd))", 7, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0));
  ASSERT_TRUE(word);
  EXPECT_EQ(word->guest, 7U);
  EXPECT_EQ(word->box.height, 4);
  EXPECT_EQ(word->clip.x, 5);
}

}  // namespace
}  // namespace cation::shell
