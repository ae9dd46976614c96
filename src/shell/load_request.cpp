#include "shell/load_request.h"

#include <libsoup/soup.h>

#include <filesystem>
#include <system_error>

#include "ipc/file_address.h"

namespace cation::shell {
namespace {

/// Adds lines of "name: value" to a request over HTTP.
void add_headers(WebKitURIRequest* request, std::string_view lines) {
  SoupMessageHeaders* headers = webkit_uri_request_get_http_headers(request);
  if (headers == nullptr) return;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    const std::string line(lines.substr(0, end));
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    const auto colon = line.find(':');
    if (colon == std::string::npos || colon == 0) continue;
    const std::string name = line.substr(0, colon);
    const CharPtr value(g_strstrip(g_strdup(line.c_str() + colon + 1)));
    soup_message_headers_append(headers, name.c_str(), value.get());
  }
}

}  // namespace

std::optional<LoadError> refusal_of(const std::string& url) {
  const char* scheme = g_uri_peek_scheme(url.c_str());
  if (scheme == nullptr) return load_errors::invalid_url;
  const std::string_view name = scheme;
  // A script is not a page; and WebKit would not say what becomes of it.
  if (name == "javascript") return load_errors::disallowed_url_scheme;
  if (is_forbidden(url)) return load_errors::access_denied;
  if (name == "http" || name == "https") {
    const UriPtr uri(g_uri_parse(url.c_str(), G_URI_FLAGS_PARSE_RELAXED, nullptr));
    if (uri != nullptr && to_string(g_uri_get_host(uri.get())).empty()) {
      return load_errors::invalid_url;
    }
  }
  return std::nullopt;
}

bool is_forbidden(const std::string& url) {
  const auto path = ipc::path_of_file_url(url);
  if (!path) return false;
  std::error_code error;
  const auto real = std::filesystem::weakly_canonical(*path, error);
  return ipc::is_kernel_path(*path) || (!error && ipc::is_kernel_path(real.string()));
}

ObjectPtr<WebKitURIRequest> make_request(const std::string& url, std::string_view headers) {
  ObjectPtr<WebKitURIRequest> request(webkit_uri_request_new(url.c_str()));
  add_headers(request.get(), headers);
  return request;
}

}  // namespace cation::shell
