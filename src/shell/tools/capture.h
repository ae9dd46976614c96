#pragma once

#include <webkit2/webkit2.h>

#include <optional>
#include <vector>

#include "cation/value.h"
#include "shell/main_link.h"

namespace cation::shell {

/// What a page looks like: a view, and where in the first of them it is, cut to `clip`.
struct Layer {
  WebKitWebView* view = nullptr;
  int x = 0;
  int y = 0;
  GdkRectangle clip{};
};

/// Answers with `{png, width, height}`: the first layer's view with the others painted over it.
/// `rectangle` is `{x, y, width, height}` of it, or null for all; what lies outside is left out,
/// and where nothing is left the picture is empty. An Error where a page cannot be painted.
void capture(const std::vector<Layer>& layers, const Value& rectangle, Reply reply);

/// The part of a picture of this size that `rectangle` asks for: an Error where it is neither null
/// nor one.
Result<GdkRectangle> part_of(const Value& rectangle, int width, int height);

}  // namespace cation::shell
