#include "shell/environment.h"

#include <glib.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>
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

bool has_wayland() {
  const char* name = g_getenv("WAYLAND_DISPLAY");
  const std::string socket = name != nullptr && *name != '\0' ? name : "wayland-0";
  std::error_code error;
  return std::filesystem::exists(std::filesystem::path(g_get_user_runtime_dir()) / socket, error);
}

/// GDK_BACKEND=wayland is often set for a whole session, and taken along to an X display.
void drop_missing_backend() {
  const char* backend = g_getenv("GDK_BACKEND");
  const char* display = g_getenv("DISPLAY");
  if (backend == nullptr || std::string_view(backend) != "wayland" || has_wayland()) return;
  if (display == nullptr || *display == '\0') return;
  warn(
      "GDK_BACKEND is wayland, and there is no Wayland display: the windows are on the X display " +
      std::string(display));
  g_unsetenv("GDK_BACKEND");
}

}  // namespace

void prepare_process() {
  keep_needed(environ);
  drop_harmful_buses();
  drop_missing_backend();
  if (!has_gpu()) g_setenv("WEBKIT_DISABLE_DMABUF_RENDERER", "1", FALSE);
  if (!has_session_bus()) {
    g_setenv("GSETTINGS_BACKEND", "memory", FALSE);
    // Each web process would look for the accessibility bus, and warn that there is none.
    g_setenv("WEBKIT_A11Y_BUS_ADDRESS", "", FALSE);
  }
  signal(SIGPIPE, SIG_IGN);
}

}  // namespace cation::shell
