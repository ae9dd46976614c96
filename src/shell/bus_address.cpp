#include "shell/bus_address.h"

#include <glib.h>

#include <string>
#include <system_error>

#include "shell/glib_ptr.h"

namespace cation::shell {
namespace {

namespace fs = std::filesystem;

bool lies_in_root(const fs::path& socket, const fs::path& root) {
  // A folder that is not there ends where the path is plain.
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(socket.parent_path(), error);
  const fs::path real_root = fs::weakly_canonical(root, error);
  return !error && folder == real_root;
}

}  // namespace

bool is_harmful_bus_address(std::string_view address, const fs::path& root) {
  // https://dbus.freedesktop.org/doc/dbus-specification.html#addresses:
  // "unix:path=/run/bus,guid=…;tcp:…", with escapes as in a URL.
  while (!address.empty()) {
    const auto end = address.find(';');
    std::string_view one = address.substr(0, end);
    address.remove_prefix(end == address.npos ? address.size() : end + 1);
    const auto colon = one.find(':');
    one.remove_prefix(colon == one.npos ? one.size() : colon + 1);
    while (!one.empty()) {
      const auto comma = one.find(',');
      const std::string_view pair = one.substr(0, comma);
      one.remove_prefix(comma == one.npos ? one.size() : comma + 1);
      const auto equals = pair.find('=');
      if (equals == pair.npos) continue;
      const CharPtr value(
          g_uri_unescape_string(std::string(pair.substr(equals + 1)).c_str(), nullptr));
      if (value != nullptr && value.get()[0] == '/' && lies_in_root(value.get(), root)) return true;
    }
  }
  return false;
}

}  // namespace cation::shell
