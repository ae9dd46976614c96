#pragma once

// A Peer on GLib's main loop: what comes in is dispatched, what was posted in a turn of the loop is
// flushed before the loop sleeps, and what does not fit waits for the socket to take more.

#include <glib.h>

#include <functional>
#include <optional>

#include "cation/result.h"
#include "ipc/peer.h"

namespace cation::shell {

class PeerSource {
 public:
  using Handler = ipc::Peer::Handler;
  /// Called once, from the loop: the other side has closed, or (with an Error) broke the format.
  using Closed = std::function<void(std::optional<Error>)>;

  /// Watches `peer`, which must outlive this, on the thread's default main context.
  PeerSource(ipc::Peer& peer, Handler handler, Closed closed);
  ~PeerSource();
  PeerSource(const PeerSource&) = delete;
  PeerSource& operator=(const PeerSource&) = delete;

 private:
  // What GLib allocates for a source: its own part, then ours.
  struct Source;
  static gboolean prepare(GSource* source, gint* timeout);
  static gboolean check(GSource* source);
  static gboolean dispatch(GSource* source, GSourceFunc, gpointer);
  void run();
  void end(std::optional<Error> error);

  ipc::Peer& peer_;
  Handler handler_;
  Closed closed_;
  GSource* source_ = nullptr;
  gpointer tag_ = nullptr;
  GIOCondition watched_{};
  bool ended_ = false;
};

}  // namespace cation::shell
