#include "shell/environment.h"

#include <glib.h>
#include <signal.h>

#include <filesystem>
#include <string>
#include <system_error>

namespace cation::shell {
namespace {

bool has_gpu() {
  std::error_code error;
  for (const auto& node : std::filesystem::directory_iterator("/dev/dri", error)) {
    if (node.path().filename().string().starts_with("renderD")) return true;
  }
  return false;
}

bool has_session_bus() {
  if (g_getenv("DBUS_SESSION_BUS_ADDRESS") != nullptr) return true;
  std::error_code error;
  return std::filesystem::exists(std::filesystem::path(g_get_user_runtime_dir()) / "bus", error);
}

}  // namespace

void prepare_process() {
  if (!has_gpu()) g_setenv("WEBKIT_DISABLE_DMABUF_RENDERER", "1", FALSE);
  if (!has_session_bus()) {
    g_setenv("GSETTINGS_BACKEND", "memory", FALSE);
    // Each web process would look for the accessibility bus, and warn that there is none.
    g_setenv("WEBKIT_A11Y_BUS_ADDRESS", "", FALSE);
  }
  signal(SIGPIPE, SIG_IGN);
}

}  // namespace cation::shell
