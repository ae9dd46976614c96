#pragma once

#include <cstdint>

namespace cation::shell {

// Numbers that main gives to what it asks for; 0 is none.

using WindowId = std::uint32_t;
using ContentsId = std::uint32_t;
using MenuItemId = std::uint32_t;
/// Numbers a load that main asked for; 0 is one that it did not ask for.
using LoadId = std::uint32_t;

/// Numbers a page, as WebKit does.
using PageId = std::uint64_t;

}  // namespace cation::shell
