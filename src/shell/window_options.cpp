#include "shell/window_options.h"

#include <algorithm>

#include "shell/arguments.h"

namespace cation::shell {

Result<WindowOptions> WindowOptions::read(const Value& value) {
  const auto id = number_of<WindowId>(value["id"], "id");
  if (!id) return std::unexpected(id.error());
  const auto contents = number_of<ContentsId>(value["contents"], "contents");
  if (!contents) return std::unexpected(contents.error());

  WindowOptions options;
  options.id = *id;
  options.contents = *contents;
  options.title = text_of(value["title"]);
  options.width = std::max(1, optional_pixels(value["width"]).value_or(options.width));
  options.height = std::max(1, optional_pixels(value["height"]).value_or(options.height));
  options.x = optional_pixels(value["x"]);
  options.y = optional_pixels(value["y"]);
  options.center = value["center"].value_or(options.center);
  options.show = value["show"].value_or(options.show);
  options.paint_when_initially_hidden =
      value["paintWhenInitiallyHidden"].value_or(options.paint_when_initially_hidden);
  options.resizable = value["resizable"].value_or(options.resizable);
  options.min_width = std::max(1, optional_pixels(value["minWidth"]).value_or(1));
  options.min_height = std::max(1, optional_pixels(value["minHeight"]).value_or(1));
  options.frame = value["frame"].value_or(options.frame);
  options.always_on_top = value["alwaysOnTop"].value_or(options.always_on_top);
  options.fullscreen = value["fullscreen"].value_or(options.fullscreen);
  if (const auto color = optional_text(value["backgroundColor"])) {
    options.background = parse_color(*color);
  }
  options.web_preferences = value["webPreferences"];
  return options;
}

std::optional<GdkRGBA> parse_color(const std::string& text) {
  GdkRGBA color{};
  if (text.starts_with('#') && text.size() == 9) {
    if (!g_ascii_isxdigit(text[1]) || !g_ascii_isxdigit(text[2])) return std::nullopt;
    if (!gdk_rgba_parse(&color, std::string(text).erase(1, 2).c_str())) return std::nullopt;
    const auto opacity = g_ascii_strtoull(text.substr(1, 2).c_str(), nullptr, 16);
    color.alpha = static_cast<double>(opacity) / 255;
    return color;
  }
  if (!gdk_rgba_parse(&color, text.c_str())) return std::nullopt;
  return color;
}

}  // namespace cation::shell
