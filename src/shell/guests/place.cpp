#include "shell/guests/place.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "shell/limits.h"

namespace cation::shell {
namespace {

bool same(const GdkRectangle& one, const GdkRectangle& other) {
  return gdk_rectangle_equal(&one, &other) != FALSE;
}

/// The rectangle with its edges on pixels; empty where it is none.
GdkRectangle pixels_of(const PageRectangle& given, double zoom) {
  for (const double number : {given.x, given.y, given.width, given.height, zoom}) {
    if (!std::isfinite(number)) return {};
  }
  if (given.width <= 0 || given.height <= 0 || zoom <= 0) return {};
  // Far from what any screen shows, and where sums of two are still numbers of the toolkit.
  auto edge = [zoom](double at) {
    const double furthest = limits::guest_edge;
    return static_cast<int>(std::lround(std::clamp(at * zoom, -furthest, furthest)));
  };
  const int left = edge(given.x);
  const int top = edge(given.y);
  return {left, top, edge(given.x + given.width) - left, edge(given.y + given.height) - top};
}

}  // namespace

std::optional<PlaceWord> PlaceWord::read(GVariant* parameters) {
  if (parameters == nullptr || !g_variant_is_of_type(parameters, G_VARIANT_TYPE("(u(dddd)(dddd))")))
    return std::nullopt;
  PlaceWord word;
  guint32 guest = 0;
  g_variant_get(parameters, "(u(dddd)(dddd))", &guest, &word.box.x, &word.box.y, &word.box.width,
                &word.box.height, &word.clip.x, &word.clip.y, &word.clip.width, &word.clip.height);
  word.guest = guest;
  return word;
}

bool GuestPlace::operator==(const GuestPlace& other) const {
  return same(view, other.view) && same(clip, other.clip);
}

GuestPlace GuestPlace::of(const PlaceWord& word, double zoom, int width, int height) {
  GuestPlace place{.view = pixels_of(word.box, zoom)};
  place.view.width = std::min(place.view.width, limits::guest_side);
  place.view.height = std::min(place.view.height, limits::guest_side);
  if (!place.is_placed()) return {};
  const int highest = std::max(1, limits::guest_pixels / place.view.width);
  place.view.height = std::min(place.view.height, highest);
  const GdkRectangle shown{0, 0, width, height};
  GdkRectangle clip = pixels_of(word.clip, zoom);
  if (clip.width > 0 && clip.height > 0 && gdk_rectangle_intersect(&clip, &shown, &clip) &&
      gdk_rectangle_intersect(&clip, &place.view, &clip))
    place.clip = clip;
  return place;
}

}  // namespace cation::shell
