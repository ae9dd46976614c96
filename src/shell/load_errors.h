#pragma once

#include <gio/gio.h>

#include <string>

namespace cation::shell {

/// Why a page did not load, in the numbers and names of Chromium's net_error_list.h, which programs
/// written for Electron compare with.
struct LoadError {
  int code;
  const char* name;

  bool operator==(const LoadError& other) const { return code == other.code; }
};

namespace load_errors {
inline constexpr LoadError failed{-2, "ERR_FAILED"};
inline constexpr LoadError aborted{-3, "ERR_ABORTED"};
inline constexpr LoadError file_not_found{-6, "ERR_FILE_NOT_FOUND"};
inline constexpr LoadError timed_out{-7, "ERR_TIMED_OUT"};
inline constexpr LoadError access_denied{-10, "ERR_ACCESS_DENIED"};
inline constexpr LoadError connection_closed{-100, "ERR_CONNECTION_CLOSED"};
inline constexpr LoadError connection_reset{-101, "ERR_CONNECTION_RESET"};
inline constexpr LoadError connection_refused{-102, "ERR_CONNECTION_REFUSED"};
inline constexpr LoadError name_not_resolved{-105, "ERR_NAME_NOT_RESOLVED"};
inline constexpr LoadError ssl_protocol_error{-107, "ERR_SSL_PROTOCOL_ERROR"};
inline constexpr LoadError address_unreachable{-109, "ERR_ADDRESS_UNREACHABLE"};
inline constexpr LoadError connection_timed_out{-118, "ERR_CONNECTION_TIMED_OUT"};
inline constexpr LoadError proxy_connection_failed{-130, "ERR_PROXY_CONNECTION_FAILED"};
inline constexpr LoadError cert_common_name_invalid{-200, "ERR_CERT_COMMON_NAME_INVALID"};
inline constexpr LoadError cert_date_invalid{-201, "ERR_CERT_DATE_INVALID"};
inline constexpr LoadError cert_authority_invalid{-202, "ERR_CERT_AUTHORITY_INVALID"};
inline constexpr LoadError cert_revoked{-206, "ERR_CERT_REVOKED"};
inline constexpr LoadError cert_invalid{-207, "ERR_CERT_INVALID"};
inline constexpr LoadError invalid_url{-300, "ERR_INVALID_URL"};
inline constexpr LoadError disallowed_url_scheme{-301, "ERR_DISALLOWED_URL_SCHEME"};
inline constexpr LoadError unknown_url_scheme{-302, "ERR_UNKNOWN_URL_SCHEME"};
inline constexpr LoadError too_many_redirects{-310, "ERR_TOO_MANY_REDIRECTS"};
inline constexpr LoadError unsafe_port{-312, "ERR_UNSAFE_PORT"};
inline constexpr LoadError invalid_response{-320, "ERR_INVALID_RESPONSE"};
}  // namespace load_errors

/// Whether it is the engine's own fault: the network process, which had the load, has gone.
bool is_internal(const GError& error);

/// Whether the load was cancelled.
bool is_cancelled(const GError& error);

/// Whether it is no failure: the engine's own player takes over, which loads the media by itself.
bool is_played(const GError& error);
/// What WebKit's `load-failed` says. `url` is what failed to load.
LoadError load_error_of(const GError& error, const std::string& url);
/// What WebKit's `load-failed-with-tls-errors` says.
LoadError load_error_of(GTlsCertificateFlags flags);

}  // namespace cation::shell
