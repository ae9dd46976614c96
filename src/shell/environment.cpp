#include "shell/environment.h"

#include <glib.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>

#include "shell/bus_address.h"
#include "shell/kept_environment.h"
#include "shell/log.h"

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

/// WebKit then starts no web process without a sandbox, and leaves nothing in the root folder.
void drop_harmful_buses() {
  for (const char* name :
       {"DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS", "WEBKIT_A11Y_BUS_ADDRESS"}) {
    const char* address = g_getenv(name);
    if (address == nullptr || !is_harmful_bus_address(address)) continue;
    warn(std::string(name) + " is left out, since WebKit's sandbox cannot hold a bus " +
         "in the root folder: " + address);
    g_unsetenv(name);
  }
  // The session's bus is looked for there, too.
  const char* runtime = g_getenv("XDG_RUNTIME_DIR");
  if (runtime != nullptr && is_harmful_bus_address(std::string("unix:path=") + runtime + "/bus"))
    g_unsetenv("XDG_RUNTIME_DIR");
}

}  // namespace

void prepare_process() {
  keep_needed(environ);
  drop_harmful_buses();
  if (!has_gpu()) g_setenv("WEBKIT_DISABLE_DMABUF_RENDERER", "1", FALSE);
  if (!has_session_bus()) {
    g_setenv("GSETTINGS_BACKEND", "memory", FALSE);
    // Each web process would look for the accessibility bus, and warn that there is none.
    g_setenv("WEBKIT_A11Y_BUS_ADDRESS", "", FALSE);
  }
  signal(SIGPIPE, SIG_IGN);
}

}  // namespace cation::shell
