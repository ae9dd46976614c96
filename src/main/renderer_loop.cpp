#include "main/renderer_loop.h"

#include <sys/resource.h>

#include <utility>

#include "link/memory_file.h"
#include "main/private_folder.h"

namespace cation::main {

namespace {

/// New connections in one turn of the loop.
constexpr int accepted_a_turn = 16;
/// Descriptors that strangers do not get: an app opens files, and pages bring shared memory.
constexpr rlim_t spare_descriptors = 8;
/// In milliseconds: until main looks again whether it may have another descriptor.
constexpr std::uint64_t rest_without_descriptors = 100;
/// How long a renderer that waits for the shell's word, and has ended, is kept for that word.
constexpr std::uint64_t grace = 200;
/// What a renderer may have said in large messages before a word of the shell is acted on: more
/// than an honest one has under way, whose pool is smaller.
constexpr std::uint64_t most_carried = std::uint64_t{64} << 20;

bool is_spare(int fd) {
  rlimit limit{};
  return getrlimit(RLIMIT_NOFILE, &limit) == 0 &&
         static_cast<rlim_t>(fd) + spare_descriptors >= limit.rlim_cur;
}

}  // namespace

Result<void> RendererLoop::listen(int listener) {
  auto accepting = Watcher::start(loop_, listener, [this](bool, bool) { accept(); });
  if (!accepting) return std::unexpected(accepting.error());
  listener_ = listener;
  accepting_ = std::move(*accepting);
  accepting_->unref();
  return {};
}

void RendererLoop::stop() {
  resting_.reset();
  accepting_.reset();
  owed_.clear();
  catching_up_ = false;
}

void RendererLoop::accept() {
  for (int i = 0; accepting_ && i < accepted_a_turn; ++i) {
    link::UniqueFd fd = accept_one(listener_);
    if (!fd && (errno == EMFILE || errno == ENFILE)) {
      if (router_.drop_stranger()) {
        router_.flush();
        continue;
      }
      // Whoever waits at the door goes on waiting, and main does not turn for them.
      accepting_->want_read(false);
      resting_.emplace(loop_, rest_without_descriptors, [this] {
        if (accepting_) accepting_->want_read(true);
      });
      return;
    }
    if (!fd) return;
    if (is_spare(fd.get())) {
      if (!router_.drop_stranger()) continue;
      router_.flush();
      // In the place of the one that has gone: numbers tell how many are open.
      fd = link::dup_fd(fd.get());
    }
    auto link = link::Link::adopt(std::move(fd));
    if (link && guard_.admits(link->peer_process())) watch(router_.adopt(std::move(*link)));
  }
}

void RendererLoop::watch(ipc::RendererId id) {
  auto watcher = Watcher::start(loop_, router_.fd(id), [this, id](bool readable, bool) {
    if (readable && router_.is_paused(id)) return leave(id);
    if (readable) {
      read(id);
      awake_.stay();
    }
    flush();
  });
  if (!watcher) return router_.close(id);
  // The app lives as long as its shell, not as long as a page.
  watcher->unref();
  watchers_.emplace(id, std::move(*watcher));
}

ipc::Router::Progress RendererLoop::read(ipc::RendererId id) {
  using enum ipc::Router::Progress;
  const auto progress = router_.receive(id);
  auto watcher = watchers_.find(id);
  if (watcher != watchers_.end()) watcher->second.want_read(progress != paused);
  const link::Link* link = router_.link_of(id);
  if (progress == more && link != nullptr && link->has_rest()) read_later(id);
  return progress;
}

void RendererLoop::read_later(ipc::RendererId id) {
  if (!due_.insert(id).second) return;
  later_.post([this, id] {
    due_.erase(id);
    if (!router_.is_paused(id)) read(id);
    flush();
  });
}

void RendererLoop::leave(ipc::RendererId id) {
  auto watcher = watchers_.find(id);
  if (watcher != watchers_.end()) watcher->second.stop();
  leaving_.try_emplace(id, loop_, grace, [this, id] {
    if (router_.is_paused(id)) router_.close(id);
  });
}

bool RendererLoop::catch_up() {
  using enum ipc::Router::Progress;
  if (!std::exchange(catching_up_, true)) {
    // One that has connected by now may not have had its turn yet.
    accept();
    for (ipc::RendererId id : router_.renderers()) {
      const link::Link* link = router_.link_of(id);
      owed_[id] = {link->received_bytes() + link->readable_bytes(),
                   link->carried_bytes() + most_carried};
    }
  }
  for (auto at = owed_.begin(); at != owed_.end();) {
    const auto [id, owed] = *at;
    const bool is_waiting = router_.is_paused(id);
    const auto progress = is_waiting ? paused : read(id);
    const link::Link* link = router_.link_of(id);
    const bool is_heard = progress != more || link == nullptr ||
                          link->carried_bytes() >= owed.carried ||
                          (link->received_bytes() >= owed.received && !link->has_rest());
    // What was read may have ended the app, and with it what is owed.
    if (is_heard) owed_.erase(id);
    at = owed_.upper_bound(id);
  }
  catching_up_ = !owed_.empty();
  return !catching_up_;
}

void RendererLoop::flush() {
  router_.flush();
  for (auto& [id, watcher] : watchers_) watcher.want_write(router_.wants_write(id));
}

void RendererLoop::on_resumed(ipc::RendererId id) {
  leaving_.erase(id);
  auto watcher = watchers_.find(id);
  if (watcher == watchers_.end()) return;
  watcher->second.want_read(true);
  read_later(id);
}

void RendererLoop::on_closed(ipc::RendererId id) {
  leaving_.erase(id);
  watchers_.erase(id);
}

}  // namespace cation::main
