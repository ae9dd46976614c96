#include "shell/arguments.h"

#include <algorithm>
#include <cmath>

#include "shell/glib_ptr.h"

namespace cation::shell {

std::string text_of(const Value& value) {
  const std::string_view text = value.text();
  if (text.empty()) return {};
  if (g_utf8_validate_len(text.data(), text.size(), nullptr)) return std::string(text);
  const CharPtr valid(g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())));
  return valid.get();
}

std::optional<std::string> optional_text(const Value& value) {
  if (!value.is_string()) return std::nullopt;
  return text_of(value);
}

std::optional<int> optional_pixels(const Value& value) {
  const auto number = value.to<double>();
  if (!number || !std::isfinite(*number)) return std::nullopt;
  // The X protocol has 16 bits for a coordinate.
  return static_cast<int>(std::lround(std::clamp(*number, -32768.0, 32767.0)));
}

}  // namespace cation::shell
