#include "cation/ipc_main.h"

#include <utility>

#include "api/core.h"
#include "api/errors.h"

namespace cation {

namespace {

ipc::Scope scope_of(std::uint32_t contents, std::uint32_t place) {
  if (place != 0) return ipc::PlaceId{place};
  if (contents != 0) return contents;
  return std::monostate();
}

/// Whether what a scope belongs to is there.
bool is_there(api::Core& core, const ipc::Scope& scope) {
  if (const auto* place = std::get_if<ipc::PlaceId>(&scope)) return core.has_place(*place);
  if (const auto* contents = std::get_if<ipc::ContentsId>(&scope))
    return core.contents(*contents) != nullptr;
  return core.is_running();
}

}  // namespace

Subscription IpcMain::add_listener(std::string_view channel, call::Function function, bool once) {
  auto core = core_.lock();
  const ipc::Scope scope = scope_of(contents_, place_);
  if (!core || !is_there(*core, scope)) return {};
  return core->listen(scope, channel, std::move(function), once);
}

Result<void> IpcMain::add_handler(std::string_view channel, call::Function function, bool once) {
  auto core = core_.lock();
  const ipc::Scope scope = scope_of(contents_, place_);
  if (!core || !is_there(*core, scope)) return std::unexpected(api::destroyed());
  return core->handle(scope, channel, std::move(function), once);
}

void IpcMain::remove_handler(std::string_view channel) {
  if (auto core = core_.lock()) core->unhandle(scope_of(contents_, place_), channel);
}

void IpcMain::remove_all_listeners(std::string_view channel) {
  if (auto core = core_.lock()) core->unlisten(scope_of(contents_, place_), channel);
}

void IpcMain::remove_all_listeners() {
  if (auto core = core_.lock()) core->unlisten(scope_of(contents_, place_));
}

}  // namespace cation
