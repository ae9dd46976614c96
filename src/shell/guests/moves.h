#pragma once

#include <gtk/gtk.h>

#include <map>

#include "shell/guests/place.h"
#include "shell/signals.h"

namespace cation::shell {

/// Moves guests when their embedder's page is painted as it is with the guests there. A page tells
/// where a guest is before it has painted itself; moved at once, the guest would be a frame ahead.
/// So a move waits until what the guest leaves bare is about to be painted by the page, and not
/// longer than `patience`. Whatever a page says, its guests move once in a frame. Nothing runs
/// while nothing moves.
class GuestMoves {
 public:
  /// `container` is a guest container, and outlives this.
  explicit GuestMoves(GtkWidget* container) : container_(container) {}
  ~GuestMoves();
  GuestMoves(const GuestMoves&) = delete;
  GuestMoves& operator=(const GuestMoves&) = delete;

  void want(GtkWidget* guest, const GuestPlace& place);
  /// The guest has gone.
  void forget(GtkWidget* guest);

 private:
  struct Move {
    GuestPlace place;
    /// In microseconds of the monotonic clock.
    gint64 latest = 0;
    /// Whether the page is to be painted first.
    bool waits = false;
  };

  void run();
  void rest();
  void frame_begins();
  void frame_ends();
  void wait(gint64 until);
  /// Makes those that are due, by the clock or by what is about to be painted.
  void make(bool by_clock);
  bool is_painted(const Move& move, GtkWidget* guest, const cairo_region_t* painted) const;

  GtkWidget* container_;
  std::map<GtkWidget*, Move> moves_;
  guint timer_ = 0;
  bool is_running_ = false;
  /// A guest was moved since the last frame: what is about to be painted is not the page's doing.
  bool has_moved_ = false;
  Signals signals_;
};

}  // namespace cation::shell
