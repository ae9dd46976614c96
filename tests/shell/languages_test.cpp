#include "shell/languages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cation::shell {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> tags(std::initializer_list<std::string_view> locales) {
  return language_tags({locales.begin(), locales.size()});
}

TEST(Languages, AreTagsOfTheLocales) {
  EXPECT_THAT(tags({"de_CH.UTF-8", "de_CH", "de.UTF-8", "de", "C"}), ElementsAre("de-CH", "de"));
  EXPECT_THAT(tags({"fr", "de", "C"}), ElementsAre("fr", "de"));
  EXPECT_THAT(tags({"es_419", "es"}), ElementsAre("es-419", "es"));
  EXPECT_THAT(tags({"sr_RS@latin", "sr_RS", "sr"}), ElementsAre("sr-RS", "sr"));
}

TEST(Languages, AreEnglishWhereALocaleHasNone) {
  EXPECT_THAT(tags({"C.UTF-8", "C"}), ElementsAre("en-US", "en"));
  EXPECT_THAT(tags({"POSIX"}), ElementsAre("en-US", "en"));
  EXPECT_THAT(tags({}), ElementsAre("en-US", "en"));
  EXPECT_THAT(tags({"", "_", "x_Y", "../etc", "12_AB"}), ElementsAre("en-US", "en"));
}

}  // namespace
}  // namespace cation::shell
