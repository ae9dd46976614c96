#include "renderer/direct_sources.h"

namespace cation::renderer {

DirectSources::~DirectSources() {
  if (sweeping_ != 0) g_source_remove(sweeping_);
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

void DirectSources::drain() {
  for (const auto& [link, source] : sources_) source->drain();
}

}  // namespace cation::renderer
