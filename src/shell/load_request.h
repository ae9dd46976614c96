#pragma once

#include <webkit2/webkit2.h>

#include <optional>
#include <string>
#include <string_view>

#include "shell/glib_ptr.h"
#include "shell/load_errors.h"

namespace cation::shell {

/// Why main's wish for a URL is refused before the engine sees it; nothing where it is not.
std::optional<LoadError> refusal_of(const std::string& url);

/// Whether no frame may show what is at this address, links followed; see ipc/file_address.h.
bool is_forbidden(const std::string& url);

/// A request for a URL with more headers, as lines of "name: value"; they count over HTTP only.
ObjectPtr<WebKitURIRequest> make_request(const std::string& url, std::string_view headers);

}  // namespace cation::shell
