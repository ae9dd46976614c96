#pragma once

// The link to main on the loop of a web process, beside painting, input and timers.
//
// What comes in is heard at a high priority. GLib serves nothing else as long as a source of higher
// priority is ready, so that a flood of messages would stop the page: after a slice of time the
// source stands back until the loop has nothing else to do, or for a few milliseconds at most, so
// that a page that is busy for ever does not stop the messages either.

#include <glib.h>

#include <functional>
#include <optional>

#include "cation/result.h"
#include "ipc/peer.h"
#include "renderer/glib_ptr.h"
#include "renderer/linger.h"

namespace cation::renderer {

class LinkSource {
 public:
  using Handler = ipc::Peer::Handler;
  /// Called once, from the loop: main has closed the link, or (with an Error) broke the format.
  using Closed = std::function<void(std::optional<Error>)>;

  /// Watches `peer` on the thread's default main context. It and `linger`, of all links of the
  /// process, must outlive this.
  LinkSource(ipc::Peer& peer, Linger& linger, Handler handler, Closed closed);
  ~LinkSource() { linger_.remove(*this); }
  LinkSource(const LinkSource&) = delete;
  LinkSource& operator=(const LinkSource&) = delete;

  /// How many bytes have come by now, heard or not.
  std::uint64_t arrived() const;
  /// Whether all messages of these have been heard, or none is any more.
  bool has_heard(std::uint64_t bytes) const;
  /// Hears what has come, until `end` of the monotonic clock, in microseconds; whether there was
  /// anything. Nothing from within a handler of this link, and while others have their turn.
  bool hear(gint64 end);

 private:
  // What GLib allocates for a source: its own part, then ours.
  struct Source;
  static gboolean prepare(GSource* source, gint* timeout);
  static gboolean check(GSource* source);
  static gboolean dispatch(GSource* source, GSourceFunc, gpointer);
  static gboolean dispatch_spare(gpointer self);
  /// Within a handler, or while others have their turn.
  bool is_quiet() const { return running_ || standing_back_; }
  bool due() const;
  void watch();
  void run();
  void stand_back();
  void end(std::optional<Error> error);

  ipc::Peer& peer_;
  Linger& linger_;
  Handler handler_;
  Closed closed_;
  SourcePtr source_;
  // Runs where nothing else does, while the other one stands back.
  SourcePtr spare_;
  gpointer tag_ = nullptr;
  GIOCondition watched_{};
  bool running_ = false;
  bool standing_back_ = false;
  bool ended_ = false;
};

}  // namespace cation::renderer
