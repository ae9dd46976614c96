#include "shell/limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "shell/latest.h"

namespace cation::shell {
namespace {

using ::testing::ElementsAre;
using namespace limits;

TEST(Limits, ATextIsCutBetweenItsCharacters) {
  EXPECT_EQ(cut_to_characters("aä€😀b", 4), "aä€😀");
  EXPECT_EQ(cut_to_characters("aä€😀b", 5), "aä€😀b");
  EXPECT_EQ(cut_to_characters("aä€😀b", 0), "");
  EXPECT_EQ(cut_to_bytes("aä€", 6), "aä€");
  EXPECT_EQ(cut_to_bytes("aä€", 5), "aä");
  EXPECT_EQ(cut_to_bytes("aä€", 2), "a");
  EXPECT_EQ(cut_to_bytes("€", 2), "");
}

TEST(Latest, EveryChangeIsToldUntilThereAreTooMany) {
  std::vector<std::string> told;
  Latest latest([&](const std::string& text) { told.push_back(text); });
  latest.set("a");
  latest.set("b");
  EXPECT_THAT(told, ElementsAre("a", "b"));
  const std::string large(address_bytes, 'x');
  for (int i = 0; i < 100; ++i) latest.set(large + std::to_string(i));
  EXPECT_LT(told.size(), 5U);
  told.clear();
  // What comes behind it waits for none.
  latest.flush();
  EXPECT_THAT(told, ElementsAre(large + "99"));
  latest.flush();
  EXPECT_EQ(told.size(), 1U);
}

TEST(Latest, TheLastStateIsToldInTheEnd) {
  std::vector<std::string> told;
  Latest latest([&](const std::string& text) { told.push_back(text); });
  for (int i = 0; i <= 1000; ++i) latest.set(std::to_string(i));
  while (told.back() != "1000") g_main_context_iteration(nullptr, TRUE);
  EXPECT_LT(told.size(), 200U);
}

TEST(Latest, WhatIsForgottenIsNotTold) {
  std::vector<std::string> told;
  {
    Latest latest([&](const std::string& text) { told.push_back(text); });
    for (int i = 0; i <= 1000; ++i) latest.set(std::to_string(i));
    latest.forget();
    latest.flush();
  }
  EXPECT_NE(told.back(), "1000");
}

}  // namespace
}  // namespace cation::shell
