#include "shell/kept_environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace cation::shell {
namespace {

using ::testing::ElementsAre;

TEST(KeptEnvironmentTest, SecretsStayWithMain) {
  for (const char* name : {"AWS_SECRET_ACCESS_KEY",
                           "NPM_TOKEN",
                           "GITHUB_TOKEN",
                           "GH_TOKEN",
                           "SECRET",
                           "PASSWORD",
                           "NODE_OPTIONS",
                           "SSH_AUTH_SOCK",
                           "GPG_AGENT_INFO",
                           "DATABASE_URL",
                           "G",
                           "XDG",
                           "homes",
                           "HOME_TOKEN",
                           "PATHS",
                           "GOOGLE_API_KEY",
                           "SNAP",
                           "SNAP_NAME",
                           "FLATPAK_ID",
                           "LCX",
                           ""})
    EXPECT_FALSE(is_needed(name)) << name;
}

TEST(KeptEnvironmentTest, WhatTheToolkitAndTheEngineLookAtGoesToTheShell) {
  for (const char* name : {"DISPLAY",
                           "WAYLAND_DISPLAY",
                           "XAUTHORITY",
                           "XDG_RUNTIME_DIR",
                           "HOME",
                           "PATH",
                           "LANG",
                           "LC_ALL",
                           "TZ",
                           "TMPDIR",
                           "GTK_THEME",
                           "GDK_BACKEND",
                           "WEBKIT_DISABLE_DMABUF_RENDERER",
                           "GST_DEBUG",
                           "DBUS_SESSION_BUS_ADDRESS",
                           "LIBGL_ALWAYS_SOFTWARE",
                           "MESA_LOADER_DRIVER",
                           "http_proxy",
                           "NO_PROXY",
                           "CATION_NO_SANDBOX",
                           "ASAN_OPTIONS",
                           "LD_LIBRARY_PATH",
                           "G_MESSAGES_DEBUG",
                           "NO_AT_BRIDGE"})
    EXPECT_TRUE(is_needed(name)) << name;
}

TEST(KeptEnvironmentTest, ValuesAreKeptAsTheyAreAndTheRestIsOverwritten) {
  std::array<std::string, 6> texts{"HOME=/home/a=b", "SECRET=word", "LANG=", "odd", "TZ=UTC", "=x"};
  std::array<char*, 7> variables{};
  for (std::size_t i = 0; i < texts.size(); ++i) variables[i] = texts[i].data();
  keep_needed(variables.data());
  std::vector<std::string> kept;
  for (char** each = variables.data(); *each != nullptr; ++each) kept.emplace_back(*each);
  EXPECT_THAT(kept, ElementsAre("HOME=/home/a=b", "LANG=", "TZ=UTC"));
  EXPECT_EQ(texts[1], std::string(11, '\0'));
  EXPECT_EQ(texts[3], std::string(3, '\0'));
}

}  // namespace
}  // namespace cation::shell
