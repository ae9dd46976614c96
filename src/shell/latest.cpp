#include "shell/latest.h"

#include <algorithm>
#include <utility>

#include "shell/limits.h"

namespace cation::shell {

void Latest::set(std::string text) {
  waiting_ = std::move(text);
  if (timer_.runs()) return;
  const gint64 wait =
      paid_ - std::chrono::microseconds(limits::burst).count() - g_get_monotonic_time();
  if (wait <= 0) return flush();
  timer_.once(static_cast<guint>((wait + 999) / 1000), [this] { flush(); });
}

void Latest::flush() {
  if (!waiting_) return;
  const std::string text = *std::exchange(waiting_, std::nullopt);
  forget();
  const auto cost = std::chrono::microseconds(limits::between_changes).count() +
                    static_cast<gint64>(text.size()) * G_USEC_PER_SEC /
                        static_cast<gint64>(limits::bytes_a_second);
  paid_ = std::max(paid_, g_get_monotonic_time()) + cost;
  const Tell tell = tell_;
  tell(text);
}

void Latest::forget() {
  waiting_.reset();
  timer_.stop();
}

}  // namespace cation::shell
