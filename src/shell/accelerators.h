#pragma once

#include <gdk/gdk.h>

#include <optional>
#include <string_view>
#include <vector>

namespace cation::shell {

/// A key and the modifiers that go with it.
struct Accelerator {
  guint key = 0;
  GdkModifierType modifiers{};

  bool operator==(const Accelerator&) const = default;
};

/// Reads an accelerator as Electron writes them ("CmdOrCtrl+Shift+I", "F11", "Alt+Plus"): modifiers
/// and one key, joined by "+", in any case. Nothing where it is none, or where it names a key that
/// this platform does not have (Command).
std::optional<Accelerator> parse_accelerator(std::string_view text);

/// A key as a person has pressed it, by all that it may be called: with Shift and without, and in
/// the layout that has its Latin letters.
class PressedKey {
 public:
  explicit PressedKey(const GdkEventKey& event);
  bool is(const Accelerator& accelerator) const;

 private:
  std::vector<Accelerator> names_;
};

}  // namespace cation::shell
