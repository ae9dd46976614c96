#include "shell/timer.h"

#include <memory>
#include <utility>

namespace cation::shell {

// The loop keeps it until it has returned, whatever becomes of the timer meanwhile.
struct Timer::Run {
  Timer* timer;
  Act act;
  bool again;

  static gboolean call(gpointer data) {
    const auto* run = static_cast<const Run*>(data);
    if (!run->again) run->timer->source_ = 0;
    run->act();
    return run->again ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
  }
  static void release(gpointer data) { const std::unique_ptr<Run> run(static_cast<Run*>(data)); }
};

void Timer::once(guint milliseconds, Act act) {
  stop();
  auto run = std::make_unique<Run>(this, std::move(act), false);
  source_ =
      g_timeout_add_full(G_PRIORITY_DEFAULT, milliseconds, Run::call, run.release(), Run::release);
}

void Timer::every(guint milliseconds, Act act) {
  stop();
  auto run = std::make_unique<Run>(this, std::move(act), true);
  source_ =
      g_timeout_add_full(G_PRIORITY_DEFAULT, milliseconds, Run::call, run.release(), Run::release);
}

void Timer::when_idle(Act act) {
  stop();
  auto run = std::make_unique<Run>(this, std::move(act), false);
  source_ = g_idle_add_full(G_PRIORITY_DEFAULT_IDLE, Run::call, run.release(), Run::release);
}

void Timer::stop() {
  if (source_ != 0) g_source_remove(std::exchange(source_, 0));
}

}  // namespace cation::shell
