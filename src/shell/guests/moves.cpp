#include "shell/guests/moves.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "shell/guests/container.h"

namespace cation::shell {
namespace {

// In microseconds: how long a move waits for its page; how long for a frame that need not be the
// page's; and how long guests that change their size may take of a frame.
constexpr gint64 patience = 60'000;
constexpr gint64 frame = 20'000;
constexpr gint64 turn = 8'000;

struct RegionRelease {
  void operator()(cairo_region_t* region) const { cairo_region_destroy(region); }
};
using RegionPtr = std::unique_ptr<cairo_region_t, RegionRelease>;

bool same_size(const GdkRectangle& one, const GdkRectangle& other) {
  return one.width == other.width && one.height == other.height;
}

/// What the page has to paint for a guest that moves: what it leaves bare, or where it is if it
/// stays there and shows another part of itself. In the page's view.
RegionPtr bared(const GuestPlace& from, const GuestPlace& to) {
  RegionPtr region(cairo_region_create_rectangle(&from.clip));
  if (!to.is_seen()) return region;
  cairo_region_subtract_rectangle(region.get(), &to.clip);
  const bool is_still = from.view.x == to.view.x && from.view.y == to.view.y;
  if (!cairo_region_is_empty(region.get()) || is_still) return region;
  return RegionPtr(cairo_region_create_rectangle(&to.clip));
}

constexpr const char* own_data = "cation-guest-moves";

}  // namespace

GuestMoves::GuestMoves(GtkWidget* container, GtkWidget* base)
    : container_(container), base_(share(base)) {
  g_object_set_data(G_OBJECT(base), own_data, this);
}

GuestMoves::~GuestMoves() {
  rest();
  g_object_set_data(G_OBJECT(base_.get()), own_data, nullptr);
}

void GuestMoves::listen() {
  GdkWindow* window = gtk_widget_get_window(base_.get());
  if (window == nullptr) return;
  gdk_window_set_invalidate_handler(window, [](GdkWindow* painted, cairo_region_t* region) {
    gpointer widget = nullptr;
    gdk_window_get_user_data(painted, &widget);
    gpointer self = widget != nullptr ? g_object_get_data(G_OBJECT(widget), own_data) : nullptr;
    if (self != nullptr) static_cast<GuestMoves*>(self)->page_painted(region);
  });
}

void GuestMoves::page_painted(const cairo_region_t* region) {
  if (is_moving_) return;
  for (auto& [guest, move] : moves_) {
    if (!move.waits || move.is_ready) continue;
    const RegionPtr left = bared(guest_container_place_of(container_, guest), move.place);
    cairo_region_subtract(left.get(), region);
    move.is_ready = cairo_region_is_empty(left.get()) != FALSE;
  }
}

void GuestMoves::want(GtkWidget* guest, const GuestPlace& place) {
  const auto known = moves_.find(guest);
  // The page is a frame further: if the last one is about to be painted, what belongs to it goes
  // with it.
  if (known != moves_.end() && known->second.is_ready) make(false);
  const GuestPlace now = guest_container_place_of(container_, guest);
  const auto pending = moves_.find(guest);
  if (now == place) {
    if (pending != moves_.end()) moves_.erase(pending);
    return;
  }
  const bool waits = gtk_widget_get_mapped(container_) && now.is_seen() &&
                     cairo_region_is_empty(bared(now, place).get()) == FALSE;
  const gint64 latest = g_get_monotonic_time() + (waits ? patience : frame);
  if (pending == moves_.end()) {
    moves_.emplace(guest, Move{.place = place, .latest = latest, .waits = waits});
  } else {
    pending->second = {
        .place = place, .latest = std::min(latest, pending->second.latest), .waits = waits};
  }
  run();
}

void GuestMoves::forget(GtkWidget* guest) { moves_.erase(guest); }

void GuestMoves::run() {
  gint64 soonest = G_MAXINT64;
  bool is_one_free = false;
  for (const auto& [guest, move] : moves_) {
    soonest = std::min(soonest, move.latest);
    is_one_free = is_one_free || !move.waits;
  }
  wait(soonest);
  listen();
  GdkFrameClock* clock = gtk_widget_get_frame_clock(container_);
  if (clock == nullptr) return;
  if (!std::exchange(is_running_, true)) {
    signals_.connect(
        clock, "before-paint",
        +[](GdkFrameClock*, gpointer self) { static_cast<GuestMoves*>(self)->frame_begins(); },
        this);
    signals_.connect(
        clock, "after-paint",
        +[](GdkFrameClock*, gpointer self) { static_cast<GuestMoves*>(self)->frame_ends(); }, this);
  }
  if (is_one_free) gdk_frame_clock_request_phase(clock, GDK_FRAME_CLOCK_PHASE_UPDATE);
}

void GuestMoves::rest() {
  is_running_ = false;
  has_moved_ = false;
  signals_.disconnect_all();
  if (timer_ != 0) g_source_remove(std::exchange(timer_, 0));
}

void GuestMoves::wait(gint64 until) {
  if (timer_ != 0) g_source_remove(timer_);
  const gint64 left = std::max<gint64>(0, until - g_get_monotonic_time());
  timer_ = g_timeout_add_full(
      G_PRIORITY_HIGH_IDLE, static_cast<guint>((left + 999) / 1000),
      [](gpointer data) -> gboolean {
        auto* self = static_cast<GuestMoves*>(data);
        self->timer_ = 0;
        self->make(true);
        self->moves_.empty() ? self->rest() : self->run();
        return G_SOURCE_REMOVE;
      },
      this, nullptr);
}

void GuestMoves::frame_begins() { make(false); }

void GuestMoves::frame_ends() {
  has_moved_ = false;
  // Without this the page was seen not to be painted at all, some times, where a guest was shown
  // before the page's first frame.
  is_moving_ = true;
  if (std::exchange(has_shown_, false)) gtk_widget_queue_draw(base_.get());
  is_moving_ = false;
  moves_.empty() ? rest() : run();
}

void GuestMoves::make(bool by_clock) {
  const gint64 now = g_get_monotonic_time();
  std::vector<std::pair<GtkWidget*, GuestPlace>> due;
  for (const auto& [guest, move] : moves_) {
    const bool is_free = !move.waits && !by_clock && !has_moved_;
    if (is_free || move.is_ready || move.latest <= now) due.emplace_back(guest, move.place);
  }
  is_moving_ = true;
  for (const auto& [guest, place] : due) {
    const bool keeps_size = same_size(guest_container_place_of(container_, guest).view, place.view);
    // The rest in the next frame: the other windows' pages want to be painted too.
    if (!keeps_size && g_get_monotonic_time() - now > turn) continue;
    has_moved_ = true;
    if (guest_container_place_of(container_, guest).is_seen() != place.is_seen()) has_shown_ = true;
    moves_.erase(guest);
    guest_container_place(container_, guest, place);
  }
  is_moving_ = false;
}

}  // namespace cation::shell
