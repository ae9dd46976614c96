#include "shell/kept_environment.h"

#include <algorithm>
#include <array>

namespace cation::shell {
namespace {

using namespace std::string_view_literals;

constexpr std::array names{
    // Who and where.
    "HOME"sv, "USER"sv, "LOGNAME"sv, "PATH"sv, "TMPDIR"sv, "TMP"sv, "TEMP"sv, "TZ"sv, "TZDIR"sv,
    "LANG"sv, "LANGUAGE"sv, "LOCPATH"sv,
    // The display and the desktop.
    "DISPLAY"sv, "XAUTHORITY"sv, "WAYLAND_DISPLAY"sv, "XMODIFIERS"sv, "XCURSOR_THEME"sv,
    "XCOMPOSEFILE"sv, "XLOCALEDIR"sv, "XCURSOR_SIZE"sv, "XCURSOR_PATH"sv, "DESKTOP_SESSION"sv,
    "DESKTOP_STARTUP_ID"sv, "ICEAUTHORITY"sv, "SESSION_MANAGER"sv, "DBUS_SESSION_BUS_ADDRESS"sv,
    "DBUS_SYSTEM_BUS_ADDRESS"sv, "AT_SPI_BUS_ADDRESS"sv, "NO_AT_BRIDGE"sv,
    // The network. A proxy's address may hold a password: it is there to be used.
    "http_proxy"sv, "https_proxy"sv, "ftp_proxy"sv, "all_proxy"sv, "no_proxy"sv, "HTTP_PROXY"sv,
    "HTTPS_PROXY"sv, "FTP_PROXY"sv, "ALL_PROXY"sv, "NO_PROXY"sv, "SSL_CERT_FILE"sv,
    "SSL_CERT_DIR"sv, "KRB5CCNAME"sv, "KRB5_CONFIG"sv,
    // How programs are loaded and looked at.
    "LD_LIBRARY_PATH"sv, "LD_PRELOAD"sv, "ASAN_OPTIONS"sv, "LSAN_OPTIONS"sv, "UBSAN_OPTIONS"sv,
    "TSAN_OPTIONS"sv, "ASAN_SYMBOLIZER_PATH"sv, "LLVM_PROFILE_FILE"sv};

constexpr std::array prefixes{
    "CATION_"sv,  "WEBKIT_"sv, "JSC_"sv,   "G_"sv,          "GIO_"sv,   "GSETTINGS_"sv,
    "GDK_"sv,     "GTK_"sv,    "GTK2_"sv,  "GTK3_"sv,       "GST_"sv,   "ORC_"sv,
    "XDG_"sv,     "XKB_"sv,    "LC_"sv,    "FONTCONFIG_"sv, "FC_"sv,    "FREETYPE_"sv,
    "PANGO_"sv,   "CAIRO_"sv,  "IBUS_"sv,  "ENCHANT_"sv,    "LIBGL_"sv, "MESA_"sv,
    "GALLIUM_"sv, "EGL_"sv,    "__EGL_"sv, "__GL_"sv,       "__GLX_"sv, "__NV_"sv,
    "DRI_"sv,     "LIBVA_"sv,  "VDPAU_"sv, "VK_"sv,         "PULSE_"sv, "PIPEWIRE_"sv,
    "ALSA_"sv,    "MALLOC_"sv};

}  // namespace

bool is_needed(std::string_view name) {
  return std::ranges::find(names, name) != names.end() ||
         std::ranges::any_of(prefixes, [&](auto prefix) { return name.starts_with(prefix); });
}

void keep_needed(char** variables) {
  char** kept = variables;
  for (char** each = variables; *each != nullptr; ++each) {
    const std::string_view variable(*each);
    const auto end = variable.find('=');
    if (end != variable.npos && is_needed(variable.substr(0, end))) {
      *kept++ = *each;
    } else {
      std::fill_n(*each, variable.size(), '\0');
    }
  }
  *kept = nullptr;
}

}  // namespace cation::shell
