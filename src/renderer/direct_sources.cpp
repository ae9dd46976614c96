#include "renderer/direct_sources.h"

#include <algorithm>

namespace cation::renderer {

namespace {

/// How long links are heard at once, in microseconds, and how long the loop has then, in
/// milliseconds.
constexpr gint64 slice = 4000;
constexpr guint pause = 4;

}  // namespace

DirectSources::~DirectSources() {
  if (sweeping_ != 0) g_source_remove(sweeping_);
  if (hearing_on_ != 0) g_source_remove(hearing_on_);
}

void DirectSources::post_to_main(const ipc::Message& message) {
  // Only a link that is closed refuses these, and that has its own way to be told.
  (void)main_.post(message);
  main_.flush();
}

void DirectSources::on_opened(std::uint32_t link, ipc::Peer& peer) {
  sources_.emplace(
      link, std::make_unique<LinkSource>(
                peer, main_.linger(),
                [this, link](const ipc::Message& message, auto&) { ports_.take(link, message); },
                [this, link](const std::optional<Error>&) { ports_.on_closed(link); }));
}

void DirectSources::on_done(std::uint32_t link) {
  done_.insert(link);
  if (sweeping_ != 0) return;
  sweeping_ = g_idle_add_full(
      G_PRIORITY_DEFAULT,
      [](gpointer self) -> gboolean {
        static_cast<DirectSources*>(self)->sweep();
        return G_SOURCE_REMOVE;
      },
      this, nullptr);
}

void DirectSources::sweep() {
  sweeping_ = 0;
  for (std::uint32_t link : std::exchange(done_, {})) {
    sources_.erase(link);
    ports_.remove(link);
  }
}

// Who floods a link is not heard to its end here: only what had come counts, and in slices.

void DirectSources::deliver_behind(const ipc::Message& message) {
  Behind behind{
      .message = message, .body = {message.body.begin(), message.body.end()}, .until = {}};
  for (const auto& [link, source] : sources_) behind.until[link] = source->arrived();
  behind.message.channel = {};
  behind.message.body = behind.body;
  behind_.push_back(std::move(behind));
  hear_on();
}

bool DirectSources::has_heard(const Behind& behind) const {
  return std::ranges::all_of(behind.until, [&](const auto& each) {
    auto source = sources_.find(each.first);
    return source == sources_.end() || source->second->has_heard(each.second);
  });
}

void DirectSources::hear_on() {
  const gint64 end = g_get_monotonic_time() + slice;
  while (!behind_.empty()) {
    if (!has_heard(behind_.front())) {
      for (const auto& [link, source] : sources_) {
        auto until = behind_.front().until.find(link);
        if (until != behind_.front().until.end() && !source->has_heard(until->second))
          (void)source->hear(end);
      }
      if (!has_heard(behind_.front())) break;
    }
    const Behind next = std::move(behind_.front());
    behind_.pop_front();
    deliver_(next.message);
  }
  if (behind_.empty() || hearing_on_ != 0) return;
  hearing_on_ = g_timeout_add(
      pause,
      [](gpointer self) -> gboolean {
        auto& sources = *static_cast<DirectSources*>(self);
        sources.hearing_on_ = 0;
        sources.hear_on();
        return G_SOURCE_REMOVE;
      },
      this);
}

}  // namespace cation::renderer
