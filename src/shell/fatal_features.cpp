#include "shell/fatal_features.h"

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace cation::shell {
namespace {

struct FeatureListRelease {
  void operator()(WebKitFeatureList* list) const { webkit_feature_list_unref(list); }
};

// A view transition is drawn from pictures that a view without an accelerated surface does not
// have: the UI process follows a null pointer. Seen where WEBKIT_DISABLE_DMABUF_RENDERER=1 is set,
// in visible windows, from a sandboxed iframe too; not seen where the variable is 0.
constexpr std::string_view no_surface = "a transition in a view without an accelerated surface";

constexpr std::array<FatalFeature, 2> fatal = {{
    {.name = "ViewTransitions", .seen_in = "2.50.6", .reason = no_surface},
    {.name = "CrossDocumentViewTransitions", .seen_in = "2.50.6", .reason = no_surface},
}};

constexpr std::array<std::string_view, 1> foreign = {
    "BackspaceKeyNavigation",  // goes back in the history
};

}  // namespace

std::span<const std::string_view> foreign_features() { return foreign; }

std::span<const FatalFeature> fatal_features() { return fatal; }

void disable_features(WebKitSettings* settings, std::span<const std::string_view> names) {
  const std::unique_ptr<WebKitFeatureList, FeatureListRelease> features(
      webkit_settings_get_all_features());
  for (gsize i = 0; i < webkit_feature_list_get_length(features.get()); ++i) {
    WebKitFeature* feature = webkit_feature_list_get(features.get(), i);
    if (std::ranges::find(names, std::string_view(webkit_feature_get_identifier(feature))) !=
        names.end()) {
      webkit_settings_set_feature_enabled(settings, feature, FALSE);
    }
  }
}

void disable_unwanted_features(WebKitSettings* settings) {
  std::vector<std::string_view> names(foreign.begin(), foreign.end());
  for (const FatalFeature& feature : fatal) names.push_back(feature.name);
  disable_features(settings, names);
}

}  // namespace cation::shell
