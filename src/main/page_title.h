#pragma once

// What a page without a title is called by: its address, as browsers show it.

#include <string>
#include <string_view>

namespace cation::main {

/// The name of a file; else the address without "http://", a user's name and password, and the
/// slash behind a bare host.
std::string title_of_address(std::string_view url);

}  // namespace cation::main
