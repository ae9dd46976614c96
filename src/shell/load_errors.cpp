#include "shell/load_errors.h"

#include <libsoup/soup.h>
#include <webkit2/webkit2.h>

#include "shell/glib_ptr.h"

namespace cation::shell {
namespace {

using namespace load_errors;

/// WebKit reports every failure to open a file as the one G_IO_ERROR_FAILED-like error, with the
/// system's sentence in it, so the file itself is asked.
LoadError file_error(const std::string& url) {
  const CharPtr path(g_filename_from_uri(url.c_str(), nullptr, nullptr));
  if (path == nullptr || !g_file_test(path.get(), G_FILE_TEST_EXISTS)) return file_not_found;
  return access_denied;
}

LoadError io_error(int code) {
  switch (code) {
    case G_IO_ERROR_NOT_FOUND:
      return file_not_found;
    case G_IO_ERROR_PERMISSION_DENIED:
      return access_denied;
    case G_IO_ERROR_CANCELLED:
      return aborted;
    case G_IO_ERROR_TIMED_OUT:
      return connection_timed_out;
    case G_IO_ERROR_CONNECTION_REFUSED:
      return connection_refused;
    case G_IO_ERROR_CONNECTION_CLOSED:  // and G_IO_ERROR_BROKEN_PIPE
      return connection_reset;
    case G_IO_ERROR_PARTIAL_INPUT:
      return connection_closed;
    case G_IO_ERROR_HOST_NOT_FOUND:
      return name_not_resolved;
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
      return address_unreachable;
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return proxy_connection_failed;
    default:
      return failed;
  }
}

LoadError network_error(int code) {
  switch (code) {
    case WEBKIT_NETWORK_ERROR_CANCELLED:
      return aborted;
    case WEBKIT_NETWORK_ERROR_UNKNOWN_PROTOCOL:
      return unknown_url_scheme;
    case WEBKIT_NETWORK_ERROR_FILE_DOES_NOT_EXIST:
      return file_not_found;
    case WEBKIT_NETWORK_ERROR_TRANSPORT:
      return connection_closed;
    default:
      return failed;
  }
}

LoadError policy_error(int code, const std::string& url) {
  switch (code) {
    case WEBKIT_POLICY_ERROR_CANNOT_SHOW_URI: {
      const UriPtr uri(g_uri_parse(url.c_str(), G_URI_FLAGS_PARSE_RELAXED, nullptr));
      return uri != nullptr ? unknown_url_scheme : invalid_url;
    }
    case WEBKIT_POLICY_ERROR_CANNOT_USE_RESTRICTED_PORT:
      return unsafe_port;
    case WEBKIT_POLICY_ERROR_FRAME_LOAD_INTERRUPTED_BY_POLICY_CHANGE:
    case WEBKIT_POLICY_ERROR_CANNOT_SHOW_MIME_TYPE:
      return aborted;
    default:
      return failed;
  }
}

LoadError session_error(int code) {
  switch (code) {
    case SOUP_SESSION_ERROR_PARSING:
    case SOUP_SESSION_ERROR_ENCODING:
      return invalid_response;
    case SOUP_SESSION_ERROR_TOO_MANY_REDIRECTS:
      return too_many_redirects;
    case SOUP_SESSION_ERROR_REDIRECT_NO_LOCATION:
    case SOUP_SESSION_ERROR_REDIRECT_BAD_URI:
      return invalid_response;
    default:
      return failed;
  }
}

}  // namespace

bool is_played(const GError& error) {
  return g_error_matches(&error, WEBKIT_PLUGIN_ERROR, WEBKIT_PLUGIN_ERROR_WILL_HANDLE_LOAD) !=
         FALSE;
}

bool is_cancelled(const GError& error) {
  return g_error_matches(&error, WEBKIT_NETWORK_ERROR, WEBKIT_NETWORK_ERROR_CANCELLED) != FALSE;
}

bool is_internal(const GError& error) {
  // Neither the domain nor the number is in WebKit's headers.
  constexpr int internal_error = 300;
  return error.code == internal_error &&
         error.domain == g_quark_from_static_string("WebKitErrorDomain");
}

LoadError load_error_of(const GError& error, const std::string& url) {
  const CharPtr scheme(g_uri_parse_scheme(url.c_str()));
  const bool is_file = scheme != nullptr && std::string_view(scheme.get()) == "file";
  if (error.domain == G_IO_ERROR || error.domain == G_FILE_ERROR) {
    if (is_file && error.code != G_IO_ERROR_CANCELLED) return file_error(url);
    return error.domain == G_IO_ERROR ? io_error(error.code) : failed;
  }
  if (error.domain == G_RESOLVER_ERROR) return name_not_resolved;
  if (error.domain == G_TLS_ERROR) return ssl_protocol_error;
  if (error.domain == WEBKIT_NETWORK_ERROR) return network_error(error.code);
  if (error.domain == WEBKIT_POLICY_ERROR) return policy_error(error.code, url);
  if (error.domain == SOUP_SESSION_ERROR) return session_error(error.code);
  return failed;
}

LoadError load_error_of(GTlsCertificateFlags flags) {
  if ((flags & G_TLS_CERTIFICATE_REVOKED) != 0) return cert_revoked;
  if ((flags & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0) return cert_authority_invalid;
  if ((flags & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0) return cert_common_name_invalid;
  if ((flags & (G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED)) != 0) {
    return cert_date_invalid;
  }
  return cert_invalid;
}

}  // namespace cation::shell
