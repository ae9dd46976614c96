#pragma once

#include <webkit2/webkit2.h>

#include <span>
#include <string_view>

namespace cation::shell {

/// A feature of the engine that a page can end the shell with, by script alone.
struct FatalFeature {
  /// As `webkit_feature_get_identifier` has it. The engine ignores a name that it does not know:
  /// a test looks each of them up in the engine that runs.
  std::string_view name;
  /// The WebKit that it was last seen in. The table is gone through when WebKit moves.
  std::string_view seen_in;
  std::string_view reason;
};

/// What no view of an app has, whatever its settings. They are off on every machine, not only on
/// those where they are seen to be fatal: whether a view is drawn in a way that the engine survives
/// depends on the machine's GPU, driver and display, and what a page may use would too.
std::span<const FatalFeature> fatal_features();

/// What the engine does and Chromium does not, so that no page expects it.
std::span<const std::string_view> foreign_features();

/// Switches features off by their names.
void disable_features(WebKitSettings* settings, std::span<const std::string_view> names);
void disable_unwanted_features(WebKitSettings* settings);

}  // namespace cation::shell
