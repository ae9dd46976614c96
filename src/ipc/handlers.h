#pragma once

// Who answers an invoke: at most one handler for a channel in each scope. The nearest scope wins:
// that of the document's place, the contents', then everybody's.
// https://www.electronjs.org/docs/latest/api/ipc-main#ipcmainhandlechannel-listener

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "cation/result.h"
#include "ipc/ids.h"

namespace cation::ipc {

/// monostate: everybody (`ipcMain`).
using Scope = std::variant<std::monostate, ContentsId, PlaceId>;
/// What a language keeps its function under.
using HandlerId = std::uint32_t;

class Handlers {
 public:
  /// An Error where the channel has a handler in this scope already.
  Result<HandlerId> add(const Scope& scope, std::string_view channel);
  /// What was removed, for its owner to let go; nothing where there was none.
  std::optional<HandlerId> remove(const Scope& scope, std::string_view channel);
  /// Removes all of a scope that has ended.
  void clear(const Scope& scope);
  std::optional<HandlerId> find(PlaceId place, ContentsId contents, std::string_view channel) const;

 private:
  using Channels = std::map<std::string, HandlerId, std::less<>>;
  std::map<Scope, Channels> scopes_;
  HandlerId last_ = 0;
};

}  // namespace cation::ipc
