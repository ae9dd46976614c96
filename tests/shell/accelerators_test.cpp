#include "shell/accelerators.h"

#include <gdk/gdk.h>
#include <gtest/gtest.h>

namespace cation::shell {
namespace {

Accelerator with(guint key, int modifiers) {
  return {key, static_cast<GdkModifierType>(modifiers)};
}

TEST(Accelerators, ModifiersAndAKeyAreRead) {
  EXPECT_EQ(parse_accelerator("CmdOrCtrl+Shift+I"),
            with(GDK_KEY_i, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  EXPECT_EQ(parse_accelerator("CommandOrControl+Alt+Delete"),
            with(GDK_KEY_Delete, GDK_CONTROL_MASK | GDK_MOD1_MASK));
  EXPECT_EQ(parse_accelerator("Super+Left"), with(GDK_KEY_Left, GDK_SUPER_MASK));
}

TEST(Accelerators, AKeyMayStandAlone) {
  EXPECT_EQ(parse_accelerator("F11"), with(GDK_KEY_F11, 0));
  EXPECT_EQ(parse_accelerator("f24"), with(GDK_KEY_F24, 0));
  EXPECT_EQ(parse_accelerator("Esc"), with(GDK_KEY_Escape, 0));
  EXPECT_EQ(parse_accelerator("num7"), with(GDK_KEY_KP_7, 0));
}

TEST(Accelerators, APlusSignIsAKeyToo) {
  EXPECT_EQ(parse_accelerator("Ctrl+Plus"), with(GDK_KEY_plus, GDK_CONTROL_MASK));
  EXPECT_EQ(parse_accelerator("Ctrl++"), with(GDK_KEY_plus, GDK_CONTROL_MASK));
  EXPECT_EQ(parse_accelerator("+"), with(GDK_KEY_plus, 0));
}

TEST(Accelerators, WhatIsNoneIsNothing) {
  for (const char* text : {"", "Ctrl", "Ctrl+", "Hyper+A", "F25", "F0", "num10", "Ctrl+Nonsense",
                           "A+B", " ", "Cmd+Q", "Command+Q"}) {
    EXPECT_EQ(parse_accelerator(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace cation::shell
