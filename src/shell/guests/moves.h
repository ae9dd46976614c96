#pragma once

#include <gtk/gtk.h>

#include <map>

#include "shell/glib_ptr.h"
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
  /// `container` is a guest container, and outlives this; `base` is the view in it that the page
  /// has.
  GuestMoves(GtkWidget* container, GtkWidget* base);
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
    /// The page has painted what it had to, and the next frame shows it.
    bool is_ready = false;
  };

  void run();
  void rest();
  void frame_begins();
  void frame_ends();
  void wait(gint64 until);
  void listen();
  void page_painted(const cairo_region_t* region);
  /// Makes those that are due, by the clock or by what the page has painted.
  void make(bool by_clock);

  GtkWidget* container_;
  ObjectPtr<GtkWidget> base_;
  std::map<GtkWidget*, Move> moves_;
  guint timer_ = 0;
  bool is_running_ = false;
  /// A guest was moved since the last frame: who need not wait for the page waits for that.
  bool has_moved_ = false;
  /// A guest has come into sight, or out of it, since the last frame.
  bool has_shown_ = false;
  /// What is to be painted is not the page's doing.
  bool is_moving_ = false;
  Signals signals_;
};

}  // namespace cation::shell
