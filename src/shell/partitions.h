#pragma once

#include <webkit2/webkit2.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "cation/result.h"
#include "shell/glib_ptr.h"
#include "shell/signals.h"

namespace cation::shell {

/// Cookies, storage and caches of their own, and a network process. It is there as long as somebody
/// holds it.
struct Session {
  ObjectPtr<WebKitWebContext> context;
  /// What is heard of the context, as long as it is there.
  Signals signals;
};
using SessionPtr = std::shared_ptr<Session>;

/// Where a partition keeps what it has, under the folder of the app's own session; empty: in
/// memory. A partition whose name is "persist:NAME" is kept, where the app's own is.
std::string folder_of(std::string_view partition, const std::string& user_data);

/// The sessions by the names that pages and apps give them.
class Partitions {
 public:
  /// Called with each session before anybody uses it.
  using Made = std::function<void(Session&)>;

  /// Empty `user_data`: all are in memory.
  Partitions(std::string user_data, Made made)
      : user_data_(std::move(user_data)), made_(std::move(made)) {}

  /// The same session for the same name; for an empty one, and for "persist:" alone, the app's own.
  /// One that nobody uses stays, for the next who asks, until there are too many
  /// (`limits::partitions`); where all are in use a new one is an Error.
  Result<SessionPtr> find(const std::string& partition);

 private:
  std::string user_data_;
  Made made_;
  std::map<std::string, SessionPtr, std::less<>> sessions_;
};

}  // namespace cation::shell
