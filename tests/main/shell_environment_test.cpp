#include "main/shell_environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace cation::main {
namespace {

using ::testing::ElementsAre;

TEST(ShellEnvironmentTest, SecretsStayWithMain) {
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
    EXPECT_FALSE(is_for_shell(name)) << name;
}

TEST(ShellEnvironmentTest, WhatTheToolkitAndTheEngineLookAtGoesToTheShell) {
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
    EXPECT_TRUE(is_for_shell(name)) << name;
}

TEST(ShellEnvironmentTest, ValuesAreKeptAsTheyAre) {
  constexpr std::array variables{"HOME=/home/a=b", "SECRET=1", "LANG=", "broken", "=", "TZ=UTC"};
  EXPECT_THAT(shell_environment(variables), ElementsAre("HOME=/home/a=b", "LANG=", "TZ=UTC"));
}

}  // namespace
}  // namespace cation::main
