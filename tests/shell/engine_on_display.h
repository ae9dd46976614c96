#pragma once

#include <gtest/gtest.h>
#include <gtk/gtk.h>

#include <memory>

#include "xvfb.h"

namespace cation::shell {

/// The engine in the test's own process. All tests of one are of this suite: see below.
class EngineOnDisplay : public ::testing::Test {
 protected:
  // GTK opens one display in the life of a process.
  static void SetUpTestSuite() {
    display_ = std::make_unique<test::Xvfb>();
    g_setenv("DISPLAY", display_->name().c_str(), TRUE);
    g_setenv("GDK_BACKEND", "x11", TRUE);
    if (!gtk_init_check(nullptr, nullptr)) ADD_FAILURE() << "GTK cannot open " << display_->name();
  }
  static void TearDownTestSuite() {
    gdk_display_close(gdk_display_get_default());
    display_.reset();
  }

 private:
  static inline std::unique_ptr<test::Xvfb> display_;
};

}  // namespace cation::shell
