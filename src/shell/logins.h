#pragma once

#include <webkit2/webkit2.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "cation/value.h"
#include "shell/glib_ptr.h"
#include "shell/signals.h"

namespace cation::shell {

struct Credentials {
  std::string user;
  std::string password;
};

/// Servers and proxies that want a name and a password of a view: main is asked, and the load waits
/// for its answer.
class Logins {
 public:
  /// Asks main: `number` names the question, `facts` are `{isProxy, scheme, host, port, realm}`.
  using Ask = std::function<void(std::uint32_t number, const Value& facts)>;

  Logins(WebKitWebView* view, Ask ask);
  ~Logins();
  Logins(const Logins&) = delete;
  Logins& operator=(const Logins&) = delete;

  /// Without credentials the page shows what the server says to a stranger. A question that is
  /// answered already, or has ended, is none.
  void answer(std::uint32_t number, const std::optional<Credentials>& credentials);

  /// Whether main is asked, or has lately said that there is none. The engine sometimes aborts a
  /// load that waits for that; where it begins again, the server has the same answer at once.
  bool are_asked() const { return !open_.empty() || !declined_.empty(); }
  /// A load has come to its document, or another begins.
  void forget_declined() { declined_.clear(); }

 private:
  bool asked(WebKitAuthenticationRequest* request);
  void decline(WebKitAuthenticationRequest* request);

  Ask ask_;
  std::map<std::uint32_t, ObjectPtr<WebKitAuthenticationRequest>> open_;
  std::uint32_t last_ = 0;
  /// The place that was told so.
  std::string declined_;
  Signals signals_;
};

}  // namespace cation::shell
