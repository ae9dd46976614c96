#include "shell/accelerators.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

namespace cation::shell {
namespace {

struct Named {
  std::string_view name;
  guint value;
};

constexpr std::array modifiers = std::to_array<Named>({
    {"commandorcontrol", GDK_CONTROL_MASK},
    {"cmdorctrl", GDK_CONTROL_MASK},
    {"control", GDK_CONTROL_MASK},
    {"ctrl", GDK_CONTROL_MASK},
    {"alt", GDK_MOD1_MASK},
    {"option", GDK_MOD1_MASK},
    {"altgr", GDK_MOD5_MASK},
    {"shift", GDK_SHIFT_MASK},
    {"super", GDK_SUPER_MASK},
    {"meta", GDK_SUPER_MASK},
});

constexpr std::array keys = std::to_array<Named>({
    {"plus", GDK_KEY_plus},
    {"space", GDK_KEY_space},
    {"tab", GDK_KEY_Tab},
    {"capslock", GDK_KEY_Caps_Lock},
    {"numlock", GDK_KEY_Num_Lock},
    {"scrolllock", GDK_KEY_Scroll_Lock},
    {"backspace", GDK_KEY_BackSpace},
    {"delete", GDK_KEY_Delete},
    {"insert", GDK_KEY_Insert},
    {"return", GDK_KEY_Return},
    {"enter", GDK_KEY_Return},
    {"up", GDK_KEY_Up},
    {"down", GDK_KEY_Down},
    {"left", GDK_KEY_Left},
    {"right", GDK_KEY_Right},
    {"home", GDK_KEY_Home},
    {"end", GDK_KEY_End},
    {"pageup", GDK_KEY_Page_Up},
    {"pagedown", GDK_KEY_Page_Down},
    {"escape", GDK_KEY_Escape},
    {"esc", GDK_KEY_Escape},
    {"printscreen", GDK_KEY_Print},
    {"volumeup", GDK_KEY_AudioRaiseVolume},
    {"volumedown", GDK_KEY_AudioLowerVolume},
    {"volumemute", GDK_KEY_AudioMute},
    {"medianexttrack", GDK_KEY_AudioNext},
    {"mediaprevioustrack", GDK_KEY_AudioPrev},
    {"mediastop", GDK_KEY_AudioStop},
    {"mediaplaypause", GDK_KEY_AudioPlay},
    {"numdec", GDK_KEY_KP_Decimal},
    {"numadd", GDK_KEY_KP_Add},
    {"numsub", GDK_KEY_KP_Subtract},
    {"nummult", GDK_KEY_KP_Multiply},
    {"numdiv", GDK_KEY_KP_Divide},
});

template <std::size_t Size>
std::optional<guint> find(const std::array<Named, Size>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name, &Named::name);
  if (found == names.end()) return std::nullopt;
  return found->value;
}

/// "f1" to "f24", "num0" to "num9".
std::optional<guint> numbered_key(std::string_view name) {
  auto number_after = [name](std::string_view prefix) -> std::optional<guint> {
    if (!name.starts_with(prefix) || name.size() == prefix.size()) return std::nullopt;
    if (name.size() > prefix.size() + 2) return std::nullopt;
    guint number = 0;
    for (const char digit : name.substr(prefix.size())) {
      if (digit < '0' || digit > '9') return std::nullopt;
      number = number * 10 + static_cast<guint>(digit - '0');
    }
    return number;
  };
  if (const auto number = number_after("num"); number && *number <= 9) {
    return GDK_KEY_KP_0 + *number;
  }
  if (const auto number = number_after("f"); number && *number >= 1 && *number <= 24) {
    return GDK_KEY_F1 + *number - 1;
  }
  return std::nullopt;
}

std::optional<guint> key_named(std::string_view name) {
  if (name.size() == 1 && name[0] > ' ' && name[0] < '\x7f') {
    return gdk_unicode_to_keyval(static_cast<guint32>(name[0]));
  }
  if (const auto key = find(keys, name)) return key;
  return numbered_key(name);
}

}  // namespace

std::optional<Accelerator> parse_accelerator(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  std::string_view rest = lower;
  guint mask = 0;
  while (true) {
    // From the second character on, so that a lone "+" is a key.
    const auto plus = rest.size() > 1 ? rest.find('+', 1) : std::string_view::npos;
    if (plus == std::string_view::npos) break;
    const auto modifier = find(modifiers, rest.substr(0, plus));
    if (!modifier) return std::nullopt;
    mask |= *modifier;
    rest.remove_prefix(plus + 1);
  }
  const auto key = key_named(rest);
  if (!key) return std::nullopt;
  return Accelerator{*key, static_cast<GdkModifierType>(mask)};
}

}  // namespace cation::shell
