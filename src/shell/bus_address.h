#pragma once

#include <filesystem>
#include <string_view>

namespace cation::shell {

/// Whether a D-Bus address names a socket that lies in the root folder itself. WebKit's sandbox
/// gives its bus proxy the folder of the socket, and leaves a file /.flatpak-info there: in the
/// root folder it stays, and from then on WebKit takes the whole machine for a Flatpak and starts
/// web processes without any sandbox. `root` is that folder; tests have another one.
bool is_harmful_bus_address(std::string_view address, const std::filesystem::path& root = "/");

}  // namespace cation::shell
