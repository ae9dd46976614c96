#pragma once

#include <gtk/gtk.h>

#include <string_view>

#include "cation/value.h"
#include "shell/engine.h"

namespace cation::shell {

/// What a window is like, beyond its place and title, by the names that Electron gives to the
/// options: https://www.electronjs.org/docs/latest/api/structures/base-window-options
/// resizable, minWidth, minHeight, maxWidth, maxHeight, alwaysOnTop, skipTaskbar, opacity,
/// backgroundColor, icon (a path), modal, visibleOnAllWorkspaces, enabled and urgent
/// (`flashFrame`). The window owns it, and the window's widgets outlive it.
class Manners {
 public:
  Manners(GtkWindow* window, WebKitWebView* view) : window_(window), view_(view) {}

  /// Takes from an object of options what it knows.
  void take(const Value& options);
  /// False for a name that is none of these. A value of another type than the name asks for is no
  /// change.
  bool set(std::string_view name, const Value& value);
  /// Gives the window this size, or the next one that it may have.
  void resize(int width, int height);

 private:
  struct Entry;
  bool limit(std::string_view name, const Value& value);

  GtkWindow* window_;
  WebKitWebView* view_;
  bool resizable_ = true;
  int min_width_ = 1;
  int min_height_ = 1;
  int max_width_ = G_MAXSHORT;
  int max_height_ = G_MAXSHORT;
};

}  // namespace cation::shell
