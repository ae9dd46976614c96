#include "shell/logins.h"

#include <utility>

#include "shell/limits.h"

namespace cation::shell {
namespace {

const char* scheme_of(WebKitAuthenticationScheme scheme) {
  switch (scheme) {
    case WEBKIT_AUTHENTICATION_SCHEME_DEFAULT:
    case WEBKIT_AUTHENTICATION_SCHEME_HTTP_BASIC:
      return "basic";
    case WEBKIT_AUTHENTICATION_SCHEME_HTTP_DIGEST:
      return "digest";
    case WEBKIT_AUTHENTICATION_SCHEME_NTLM:
      return "ntlm";
    case WEBKIT_AUTHENTICATION_SCHEME_NEGOTIATE:
      return "negotiate";
    default:
      return nullptr;
  }
}

std::string text(const char* given) {
  return limits::cut_to_bytes(to_string(given), limits::error_bytes);
}

/// Of whom a name and a password are wanted.
std::string place_of(WebKitAuthenticationRequest* request) {
  return to_string(webkit_authentication_request_get_host(request)) + ":" +
         std::to_string(webkit_authentication_request_get_port(request)) + " " +
         to_string(webkit_authentication_request_get_realm(request));
}

}  // namespace

Logins::Logins(WebKitWebView* view, Ask ask) : ask_(std::move(ask)) {
  signals_.connect(
      view, "authenticate",
      +[](WebKitWebView*, WebKitAuthenticationRequest* request, gpointer self) -> gboolean {
        return static_cast<Logins*>(self)->asked(request);
      },
      this);
}

Logins::~Logins() {
  signals_.disconnect_all();
  for (const auto& [number, request] : std::exchange(open_, {})) {
    webkit_authentication_request_cancel(request.get());
  }
}

bool Logins::asked(WebKitAuthenticationRequest* request) {
  const char* scheme = scheme_of(webkit_authentication_request_get_scheme(request));
  if (scheme == nullptr || open_.size() >= limits::logins || place_of(request) == declined_) {
    // A certificate, or a form: there is nobody who could give it.
    webkit_authentication_request_authenticate(request, nullptr);
    return true;
  }
  const std::uint32_t number = ++last_;
  open_.emplace(number, share(request));
  ask_(number,
       Value::object({{"isProxy", webkit_authentication_request_is_for_proxy(request) != FALSE},
                      {"scheme", scheme},
                      {"host", text(webkit_authentication_request_get_host(request))},
                      {"port", webkit_authentication_request_get_port(request)},
                      {"realm", text(webkit_authentication_request_get_realm(request))}}));
  return true;
}

void Logins::answer(std::uint32_t number, const std::optional<Credentials>& credentials) {
  auto node = open_.extract(number);
  if (node.empty()) return;
  WebKitAuthenticationRequest* request = node.mapped().get();
  if (!credentials) return decline(request);
  WebKitCredential* credential =
      webkit_credential_new(credentials->user.c_str(), credentials->password.c_str(),
                            WEBKIT_CREDENTIAL_PERSISTENCE_FOR_SESSION);
  webkit_authentication_request_authenticate(request, credential);
  webkit_credential_free(credential);
}

void Logins::decline(WebKitAuthenticationRequest* request) {
  declined_ = place_of(request);
  webkit_authentication_request_authenticate(request, nullptr);
  // Those of a load that has begun again.
  for (auto at = open_.begin(); at != open_.end();) {
    if (place_of(at->second.get()) != declined_) {
      ++at;
      continue;
    }
    webkit_authentication_request_authenticate(at->second.get(), nullptr);
    at = open_.erase(at);
  }
}

}  // namespace cation::shell
