#include "shell/partitions.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace cation::shell {
namespace {

TEST(Partitions, WhatIsKeptLiesBesideWhatTheAppKeeps) {
  EXPECT_EQ(folder_of("", "/data"), "/data");
  EXPECT_EQ(folder_of("persist:mail", "/data"), "/data/Partitions/mail");
  EXPECT_EQ(folder_of("mail", "/data"), "");
  EXPECT_EQ(folder_of("persist:mail", ""), "");
  EXPECT_EQ(folder_of("", ""), "");
}

TEST(Partitions, NoNameLeadsToAnotherFolder) {
  std::set<std::string> folders;
  const std::vector<std::string> names{
      "..", ".",    "../x",    "/etc", "a/b", "%", "a b",
      ".x", "\xff", "zero\0s", "",     "x",   "X", std::string(5000, 'x')};
  for (const std::string& name : names) {
    const std::string folder = folder_of("persist:" + name, "/data");
    const std::string prefix = "/data/Partitions/";
    ASSERT_TRUE(folder.starts_with(prefix)) << folder;
    const std::string last = folder.substr(prefix.size());
    EXPECT_EQ(last.find('/'), std::string::npos) << folder;
    EXPECT_FALSE(last.starts_with('.')) << folder;
    EXPECT_FALSE(last.empty() && !name.empty());
    EXPECT_LT(last.size(), 200U);
    EXPECT_TRUE(folders.insert(folder).second) << "two names have the folder " << folder;
  }
}

}  // namespace
}  // namespace cation::shell
