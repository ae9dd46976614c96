#pragma once

// How main's loop serves the renderers' connections: takes new ones, gives each its turn to be
// heard (ipc/limits.h), watches those that wait for their end, and hears what they had said before
// a word of the shell is acted on. Whatever one renderer does, the next one has its turn. Owned by
// the Host.

#include <cstdint>
#include <map>
#include <optional>
#include <set>

#include "ipc/router.h"
#include "main/loop.h"
#include "main/sandbox_guard.h"

namespace cation::main {

class RendererLoop {
 public:
  RendererLoop(uv_loop_t* loop, ipc::Router& router, SandboxGuard& guard)
      : loop_(loop), router_(router), guard_(guard), later_(loop), awake_(loop) {}

  /// Takes connections from a listening socket, which must stay open until `stop`.
  Result<void> listen(int listener);
  void stop();

  /// Sends all that was posted, as far as the sockets take it.
  void flush();

  /// Hears what the renderers had said when it was first called, each in turns: false where another
  /// call is needed, in the next turn of the loop.
  bool catch_up();

  // What the Router says.
  void on_resumed(ipc::RendererId id);
  void on_closed(ipc::RendererId id);

 private:
  /// Where a renderer's link is to have come to.
  struct Owed {
    std::uint64_t received = 0;
    std::uint64_t carried = 0;
  };

  void accept();
  void watch(ipc::RendererId id);
  ipc::Router::Progress read(ipc::RendererId id);
  /// Goes on in the next turn of the loop, which no readable socket may bring.
  void read_later(ipc::RendererId id);
  /// A renderer that is not read has ended.
  void leave(ipc::RendererId id);

  uv_loop_t* loop_;
  ipc::Router& router_;
  SandboxGuard& guard_;
  Later later_;
  Awake awake_;
  std::optional<Watcher> accepting_;
  std::optional<Timer> resting_;
  int listener_ = -1;
  std::map<ipc::RendererId, Watcher> watchers_;
  std::map<ipc::RendererId, Timer> leaving_;
  std::set<ipc::RendererId> due_;
  std::map<ipc::RendererId, Owed> owed_;
  bool catching_up_ = false;
};

}  // namespace cation::main
