#pragma once

// Main's end of the connection to one renderer process: what the Router knows of it.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ipc/ids.h"
#include "ipc/peer.h"

namespace cation::ipc {

/// Gets the answer of a page's script: the clone of its value, or of an error.
using ScriptDone = std::function<void(bool resolved, std::span<const std::byte> body)>;

struct Renderer {
  Renderer(RendererId id, link::Link link) : id(id), peer(std::move(link)) {}

  RendererId id;
  Peer peer;
  /// What it proved itself with; empty until it has said `hello`.
  std::string token;
  /// The shell has confirmed the token.
  bool admitted = false;
  /// Nothing is taken from it until the shell's word on its token or page is there: the socket is
  /// not read, and `held` has the rest of the packet that was under way.
  bool paused = false;
  std::deque<std::vector<std::byte>> held;

  struct Script {
    std::uint32_t frame;
    ScriptDone done;
  };
  /// Scripts that run there now, by the number of their call.
  std::map<std::uint32_t, Script> scripts;
};

}  // namespace cation::ipc
