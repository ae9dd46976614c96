#include "shell/addresses.h"

#include <webkit2/webkit2.h>

#include "shell/glib_ptr.h"

namespace cation::shell {

bool is_empty_page(std::string_view url) { return url.starts_with("about:"); }

bool inherits_policy(std::string_view url) {
  return is_empty_page(url) || url.starts_with("data:") || url.starts_with("blob:");
}

std::string origin_of(const std::string& url) {
  WebKitSecurityOrigin* origin = webkit_security_origin_new_for_uri(url.c_str());
  const CharPtr text(webkit_security_origin_to_string(origin));
  webkit_security_origin_unref(origin);
  return text ? text.get() : "null";
}

}  // namespace cation::shell
