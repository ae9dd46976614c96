#pragma once

#include <gdk/gdk.h>

#include <optional>
#include <string>

#include "cation/result.h"
#include "cation/value.h"
#include "shell/ids.h"

namespace cation::shell {

/// What `window.create` asks for. Sizes and positions are in pixels of the toolkit.
struct WindowOptions {
  WindowId id = 0;
  ContentsId contents = 0;
  std::string title;
  int width = 800;
  int height = 600;
  std::optional<int> x;
  std::optional<int> y;
  bool center = false;
  bool show = true;
  /// Whether the page of a window that is not shown is painted until it is.
  bool paint_when_initially_hidden = true;
  bool resizable = true;
  int min_width = 1;
  int min_height = 1;
  bool frame = true;
  bool always_on_top = false;
  bool fullscreen = false;
  std::optional<GdkRGBA> background;
  Value web_preferences;

  /// An Error where the numbers of window and contents are missing; all else has a default.
  static Result<WindowOptions> read(const Value& value);
};

/// A colour as CSS has it, or "#AARRGGBB", which Electron has besides. Nothing where it is none.
std::optional<GdkRGBA> parse_color(const std::string& text);

}  // namespace cation::shell
