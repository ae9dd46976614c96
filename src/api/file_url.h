#pragma once

#include <string>
#include <string_view>

#include "cation/web_contents.h"

namespace cation::api {

/// The file: address of an absolute path, escaped as https://url.spec.whatwg.org has it.
std::string file_url(std::string_view path, const LoadFileOptions& options);

}  // namespace cation::api
