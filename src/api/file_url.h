#pragma once

#include <string>
#include <string_view>

namespace cation::api {

/// The file: address of an absolute path, escaped as https://url.spec.whatwg.org has it.
std::string file_url(std::string_view path);

}  // namespace cation::api
