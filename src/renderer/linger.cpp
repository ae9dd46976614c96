#include "renderer/linger.h"

#include <sched.h>

#include <algorithm>

#include "renderer/link_source.h"

namespace cation::renderer {

void Linger::wait(gint64 end) {
  if (!patience_.is_worth()) return;
  constexpr gint64 span = ipc::Patience::span.count();
  bool came = false;
  gint64 now = g_get_monotonic_time();
  for (gint64 until = std::min(now + span, end); now < until; now = g_get_monotonic_time()) {
    bool heard = false;
    // A handler may add a link.
    for (std::size_t i = 0; i < sources_.size(); ++i) heard |= sources_[i]->hear(end);
    if (heard) {
      came = true;
      until = std::min(g_get_monotonic_time() + span, end);
    } else {
      // The answer may come from a process that waits for this core.
      sched_yield();
    }
  }
  patience_.learn(came);
}

}  // namespace cation::renderer
