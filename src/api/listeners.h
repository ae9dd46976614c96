#pragma once

// The app's functions by where they listen: everybody's, a page's, a document's; those that hear
// messages, and those that answer calls under the numbers that the Router gives.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cation/call.h"
#include "ipc/handlers.h"

namespace cation::api {

struct Subscriber {
  call::Function function;
  /// Not called any more, also where a message is under way.
  bool has_ended = false;
};

using ListenerList = std::vector<std::shared_ptr<Subscriber>>;

class Listeners {
 public:
  std::shared_ptr<Subscriber> add(const ipc::Scope& scope, std::string_view channel,
                                  call::Function function);
  void remove(const ipc::Scope& scope, std::string_view channel, Subscriber& listener);
  void remove_all(const ipc::Scope& scope, std::string_view channel);
  void clear(const ipc::Scope& scope);
  /// Those of one channel now; nullptr where there are none. The list does not change any more.
  std::shared_ptr<const ListenerList> find(const ipc::Scope& scope, std::string_view channel) const;

 private:
  // Copied when it changes, so that a message that is under way keeps what it began with.
  using Channels = std::map<std::string, std::shared_ptr<const ListenerList>, std::less<>>;
  std::map<ipc::Scope, Channels> scopes_;
};

struct Handler {
  call::Function function;
  ipc::Scope scope;
  std::string channel;
  bool once = false;
};

}  // namespace cation::api
