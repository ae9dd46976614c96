#include "shell/web_settings.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <span>
#include <string>

#include "engine_on_display.h"
#include "shell/fatal_features.h"

namespace cation::shell {
namespace {

struct FeatureListRelease {
  void operator()(WebKitFeatureList* list) const { webkit_feature_list_unref(list); }
};
using Features = std::unique_ptr<WebKitFeatureList, FeatureListRelease>;

/// Every feature that the engine knows, and whether these settings have it.
std::map<std::string, bool, std::less<>> features_of(WebKitSettings* settings) {
  const Features features(webkit_settings_get_all_features());
  std::map<std::string, bool, std::less<>> found;
  for (gsize i = 0; i < webkit_feature_list_get_length(features.get()); ++i) {
    WebKitFeature* feature = webkit_feature_list_get(features.get(), i);
    found.emplace(webkit_feature_get_identifier(feature),
                  webkit_settings_get_feature_enabled(settings, feature) != FALSE);
  }
  return found;
}

TEST_F(EngineOnDisplay, NoViewHasAFeatureThatIsKnownToBeFatal) {
  const auto settings = make_web_settings(Value::object({}));
  const auto features = features_of(settings.get());
  for (const FatalFeature& fatal : fatal_features()) {
    const auto found = features.find(fatal.name);
    ASSERT_NE(found, features.end())
        << fatal.name
        << " is no feature of this engine: is it gone, or has it another name? It was "
        << "switched off since " << fatal.seen_in << " for " << fatal.reason;
    EXPECT_FALSE(found->second) << fatal.name;
  }
}

TEST_F(EngineOnDisplay, NoViewDoesByItselfWhatChromiumDoesNot) {
  const auto settings = make_web_settings(Value::object({}));
  const auto features = features_of(settings.get());
  for (const std::string_view name : foreign_features()) {
    ASSERT_TRUE(features.contains(name)) << name << " is no feature of this engine";
    EXPECT_FALSE(features.find(name)->second) << name;
  }
}

TEST_F(EngineOnDisplay, EverySignalOfTheEngineHasADecisionInTheDocuments) {
  std::ifstream file(CATION_SIGNALS_TABLE);
  const std::string table{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(table.empty()) << CATION_SIGNALS_TABLE;
  for (const GType type : {WEBKIT_TYPE_WEB_VIEW, WEBKIT_TYPE_WEB_CONTEXT, WEBKIT_TYPE_WEB_INSPECTOR,
                           WEBKIT_TYPE_DOWNLOAD}) {
    g_type_class_unref(g_type_class_ref(type));
    guint count = 0;
    const std::unique_ptr<guint, decltype(&g_free)> ids(g_signal_list_ids(type, &count), &g_free);
    for (const guint id : std::span(ids.get(), count)) {
      const std::string row =
          std::string("| `") + g_type_name(type) + "` | `" + g_signal_name(id) + "` |";
      EXPECT_NE(table.find(row), std::string::npos)
          << "the engine's signal " << g_signal_name(id) << " of " << g_type_name(type)
          << " is left to its default, and nobody has decided that it may be";
    }
  }
}

TEST_F(EngineOnDisplay, TheTableOfFatalFeaturesIsGoneThroughWhenTheEngineMoves) {
  const std::string running = std::to_string(webkit_get_major_version()) + "." +
                              std::to_string(webkit_get_minor_version()) + ".";
  for (const FatalFeature& fatal : fatal_features()) {
    EXPECT_TRUE(fatal.seen_in.starts_with(running))
        << fatal.name << " was last seen to be fatal in " << fatal.seen_in
        << ", and this is another engine: try it again, and write down what comes of it";
  }
}

TEST_F(EngineOnDisplay, ThrottlingIsOffWhereAPageAsksForThatAndOnElsewhere) {
  const auto asked = make_web_settings(Value::object({{"backgroundThrottling", false}}));
  const auto usual = make_web_settings(Value::object({}));
  const auto without = features_of(asked.get());
  const auto with = features_of(usual.get());
  for (const std::string_view name : throttling_features()) {
    ASSERT_TRUE(without.contains(name)) << name << " is no feature of this engine";
    EXPECT_FALSE(without.find(name)->second) << name;
    EXPECT_TRUE(with.find(name)->second) << name;
  }
}

}  // namespace
}  // namespace cation::shell
