#pragma once

// What the engine makes of an address.

#include <string>
#include <string_view>

namespace cation::shell {

/// Whether it is a page that nothing is fetched for.
bool is_empty_page(std::string_view url);

/// Whether the engine gives it the policy of the page before.
bool inherits_policy(std::string_view url);

/// As RFC 6454 writes it.
std::string origin_of(const std::string& url);

}  // namespace cation::shell
