#include "ipc/handlers.h"

#include <array>

namespace cation::ipc {

Result<HandlerId> Handlers::add(const Scope& scope, std::string_view channel) {
  auto [at, is_new] = scopes_[scope].try_emplace(std::string(channel), last_ + 1);
  if (!is_new)
    return fail("Attempted to register a second handler for '" + std::string(channel) + "'",
                "ERR_SECOND_HANDLER");
  return ++last_;
}

std::optional<HandlerId> Handlers::remove(const Scope& scope, std::string_view channel) {
  auto channels = scopes_.find(scope);
  if (channels == scopes_.end()) return std::nullopt;
  auto found = channels->second.find(channel);
  if (found == channels->second.end()) return std::nullopt;
  HandlerId id = found->second;
  channels->second.erase(found);
  return id;
}

void Handlers::clear(const Scope& scope) { scopes_.erase(scope); }

std::optional<HandlerId> Handlers::find(PlaceId place, ContentsId contents,
                                        std::string_view channel) const {
  for (const Scope& scope : std::array<Scope, 3>{place, contents, std::monostate{}}) {
    auto channels = scopes_.find(scope);
    if (channels == scopes_.end()) continue;
    auto found = channels->second.find(channel);
    if (found != channels->second.end()) return found->second;
  }
  return std::nullopt;
}

}  // namespace cation::ipc
