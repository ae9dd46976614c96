#include "shell/page_config.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace cation::shell {
namespace {

std::string text(const PageConfig& config, const char* key) {
  const char* value = nullptr;
  EXPECT_TRUE(g_variant_lookup(config.parameters.get(), key, "&s", &value)) << key;
  return to_string(value);
}

std::string source(const PageConfig& config) {
  const VariantPtr bytes(
      g_variant_lookup_value(config.parameters.get(), "source", G_VARIANT_TYPE_BYTESTRING));
  if (!bytes) return "none";
  GVariant* one = bytes.get();
  const VariantPtr tuple(g_variant_ref_sink(g_variant_new_tuple(&one, 1)));
  return bytes_in(tuple.get(), 0);
}

bool flag(const PageConfig& config, const char* key) {
  gboolean value = FALSE;
  EXPECT_TRUE(g_variant_lookup(config.parameters.get(), key, "b", &value)) << key;
  return value != FALSE;
}

TEST(PageConfig, SafetyIsTheDefault) {
  const auto config = make_page_config(7, PagePreferences::read(Value()));
  guint32 contents = 0;
  EXPECT_TRUE(g_variant_lookup(config.parameters.get(), "contents", "u", &contents));
  EXPECT_EQ(contents, 7u);
  EXPECT_TRUE(flag(config, "context-isolation"));
  EXPECT_TRUE(flag(config, "sandbox"));
  EXPECT_FALSE(flag(config, "node-integration"));
  EXPECT_FALSE(flag(config, "subframes"));
  EXPECT_EQ(text(config, "preload"), "");
  EXPECT_EQ(source(config), "");
  EXPECT_FALSE(config.preload_error);
}

TEST(PageConfig, PreferencesAndThePreloadsTextArePassedOn) {
  const std::string path = std::filesystem::temp_directory_path() /
                           ("cation-preload-" + std::to_string(getpid()) + ".js");
  std::ofstream(path, std::ios::binary) << "one\xff" << '\0' << "two é";
  const auto config = make_page_config(
      1,
      PagePreferences::read(Value::object({{"preload", path},
                                           {"nodeIntegration", true},
                                           {"contextIsolation", false},
                                           {"sandbox", false},
                                           {"nodeIntegrationInSubFrames", true},
                                           {"additionalArguments", Value::array({"--a", "b"})}})));
  std::filesystem::remove(path);
  EXPECT_EQ(text(config, "preload"), path);
  EXPECT_EQ(source(config), std::string("one\xef\xbf\xbd\0two é", 13));
  EXPECT_TRUE(flag(config, "node-integration"));
  EXPECT_FALSE(flag(config, "context-isolation"));
  EXPECT_FALSE(flag(config, "sandbox"));
  EXPECT_TRUE(flag(config, "subframes"));
  const VariantPtr arguments(
      g_variant_lookup_value(config.parameters.get(), "arguments", G_VARIANT_TYPE_STRING_ARRAY));
  EXPECT_EQ(g_variant_n_children(arguments.get()), 2u);
}

TEST(PageConfig, APreloadThatIsNotThereIsAnErrorBesideAnEmptyText) {
  const auto config =
      make_page_config(1, PagePreferences::read(Value::object({{"preload", "/no/such.js"}})));
  ASSERT_TRUE(config.preload_error);
  EXPECT_EQ(config.preload_error->message, "Cannot find the preload script /no/such.js");
  EXPECT_EQ(source(config), "");
}

}  // namespace
}  // namespace cation::shell
