#pragma once

#include <gdk/gdk.h>

#include <optional>

#include "shell/ids.h"

namespace cation::shell {

/// A rectangle as a page has it: in CSS pixels of its main frame's viewport.
struct PageRectangle {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

/// What a page says of a guest's place, in `cation.guest-place`. Any numbers: they are a page's.
struct PlaceWord {
  ContentsId guest = 0;
  /// The content box of the guest's element, and the part of it that may be seen.
  PageRectangle box;
  PageRectangle clip;

  /// Nothing where the parameters are not those of the word.
  static std::optional<PlaceWord> read(GVariant* parameters);
};

/// Where a guest is, in pixels of the toolkit from the corner of its embedder's view.
struct GuestPlace {
  /// The guest's view; without a size it has no place, and is hidden for its page too.
  GdkRectangle view{};
  /// What of it is seen, within the view and the embedder's; without a size nothing is, and its
  /// page does not know.
  GdkRectangle clip{};

  bool is_placed() const { return view.width > 0 && view.height > 0; }
  bool is_seen() const { return clip.width > 0 && clip.height > 0; }
  bool operator==(const GuestPlace& other) const;

  /// `zoom`: how large the embedder's page is shown; `width` and `height`: of its view. Edges are
  /// rounded, not sizes, so that guests that touch do so on the screen. A number that is none, or a
  /// size that is negative, is no place. A view that is too large (limits.h) is cut.
  static GuestPlace of(const PlaceWord& word, double zoom, int width, int height);
};

}  // namespace cation::shell
