#include "shell/options.h"

#include <gtest/gtest.h>

#include <vector>

namespace cation::shell {
namespace {

Result<Options> parse(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  return parse_options(arguments);
}

TEST(Options, AllThatMainSaysIsRead) {
  const auto options = parse({"--socket", "/run/x/main", "--renderer", "/lib/r", "--app-name",
                              "App", "--user-data", "/home/a", "--version", "node=20.20.0"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->socket, "/run/x/main");
  EXPECT_EQ(options->renderer, "/lib/r");
  EXPECT_EQ(options->app_name, "App");
  EXPECT_EQ(options->user_data, "/home/a");
  EXPECT_EQ(options->versions.at("node"), "20.20.0");
}

TEST(Options, AnAppWithoutANameHasOurs) {
  EXPECT_EQ(parse({"--socket", "/a/b", "--renderer", "/c", "--app-name", ""})->app_name, "Cation");
}

TEST(Options, WhatIsWrongIsNamed) {
  EXPECT_EQ(parse({}).error().message, "--socket is missing");
  EXPECT_EQ(parse({"--socket", "/a/b"}).error().message, "--renderer is missing");
  EXPECT_EQ(parse({"--socket"}).error().message, "no value for --socket");
  EXPECT_EQ(parse({"--socket", "a"}).error().message, "--socket must be an absolute path: a");
  EXPECT_EQ(parse({"--version", "1"}).error().message, "--version must be NAME=VERSION: 1");
  EXPECT_EQ(parse({"--what", "1"}).error().message, "unknown argument: --what");
}

}  // namespace
}  // namespace cation::shell
