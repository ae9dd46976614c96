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
  Renderer(RendererId id, link::Link link)
      : id(id), peer(std::move(link)), process(peer.link().peer_process()) {}

  RendererId id;
  Peer peer;
  /// As the system numbers it; 0 where that is not known. A renderer cannot choose it.
  std::int32_t process;
  /// What it proved itself with; empty until it has said `hello`.
  std::string token;
  /// The shell has confirmed the token.
  bool admitted = false;
  /// Nothing is taken from it until the shell's word on its token or page is there: the socket is
  /// not read, the rest of the packet stays in its link, and `held` has the message that is early.
  bool paused = false;
  std::vector<std::byte> held;
  /// Why it was ended, where it broke the protocol.
  std::string broken;

  /// The highest number of a document by now: numbers only grow.
  std::uint32_t last_document = 0;
  std::size_t open_calls = 0;
  /// Of `max_kept_bytes`: texts about documents.
  std::size_t kept_bytes = 0;

  struct Script {
    std::uint32_t frame;
    ScriptDone done;
  };
  /// Scripts that run there now, by the number of their call.
  std::map<std::uint32_t, Script> scripts;
};

}  // namespace cation::ipc
