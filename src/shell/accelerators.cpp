#include "shell/accelerators.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <span>
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

constexpr guint known_modifiers =
    GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_MOD1_MASK | GDK_MOD5_MASK | GDK_SUPER_MASK;

struct GlibFree {
  void operator()(void* block) const { g_free(block); }
};
template <typename T>
using GlibArrayPtr = std::unique_ptr<T[], GlibFree>;

struct Translated {
  guint key = 0;
  guint consumed = 0;
};

Translated translate(GdkKeymap* keymap, const GdkEventKey& event, guint state) {
  Translated translated;
  GdkModifierType consumed{};
  gdk_keymap_translate_keyboard_state(keymap, event.hardware_keycode,
                                      static_cast<GdkModifierType>(state), event.group,
                                      &translated.key, nullptr, nullptr, &consumed);
  translated.consumed = consumed;
  return translated;
}

/// What a key is without modifiers in the first layout that has a Latin character there; 0 for
/// none.
guint latin_name(GdkKeymap* keymap, guint keycode) {
  GdkKeymapKey* raw_keys = nullptr;
  guint* raw_names = nullptr;
  int count = 0;
  if (!gdk_keymap_get_entries_for_keycode(keymap, keycode, &raw_keys, &raw_names, &count)) return 0;
  const GlibArrayPtr<GdkKeymapKey> keys(raw_keys);
  const GlibArrayPtr<guint> names(raw_names);
  const std::span<const GdkKeymapKey> all_keys(keys.get(), count);
  const std::span<const guint> all_names(names.get(), count);
  for (std::size_t i = 0; i < all_keys.size(); ++i) {
    const guint32 character = gdk_keyval_to_unicode(all_names[i]);
    if (all_keys[i].level == 0 && character > ' ' && character < 0x7f) return all_names[i];
  }
  return 0;
}

}  // namespace

PressedKey::PressedKey(const GdkEventKey& event) {
  GdkKeymap* keymap = gdk_keymap_get_for_display(gdk_window_get_display(event.window));
  auto virtual_state = static_cast<GdkModifierType>(event.state);
  gdk_keymap_add_virtual_modifiers(keymap, &virtual_state);
  const guint state = virtual_state & known_modifiers;
  auto add = [this](guint key, guint modifiers) {
    names_.push_back({gdk_keyval_to_lower(key), static_cast<GdkModifierType>(modifiers)});
  };
  const Translated plain = translate(keymap, event, event.state & ~guint{GDK_SHIFT_MASK});
  add(plain.key, state);
  // "Ctrl+?" is pressed with Shift where the key is "/" without it; "Ctrl+A" never is.
  const Translated shifted = translate(keymap, event, event.state);
  if (gdk_keyval_to_lower(shifted.key) != gdk_keyval_to_lower(plain.key)) {
    add(shifted.key, state & ~shifted.consumed);
  }
  if (gdk_keyval_to_unicode(plain.key) >= 0x7f) {
    if (const guint latin = latin_name(keymap, event.hardware_keycode)) add(latin, state);
  }
}

bool PressedKey::is(const Accelerator& accelerator) const {
  return std::ranges::find(names_, accelerator) != names_.end();
}

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
