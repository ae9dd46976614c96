// The renderers' connections: taken, read in turns, flushed and dropped.

#include <algorithm>
#include <chrono>

#include "ipc/router.h"

namespace cation::ipc {

RendererId Router::adopt(link::Link link) {
  const auto strangers =
      std::ranges::count_if(renderers_, [](const auto& each) { return !each.second->admitted; });
  if (static_cast<std::size_t>(strangers) >= max_strangers) drop_stranger();
  link.take_small_only();
  RendererId id = ++last_renderer_;
  renderers_.emplace(id, std::make_unique<Renderer>(id, std::move(link)));
  return id;
}

bool Router::drop_stranger() {
  // One process that floods the door drives out none but its own.
  std::map<std::int32_t, std::vector<Renderer*>> strangers;
  for (const auto& [id, renderer] : renderers_) {
    if (!renderer->admitted) strangers[renderer->process].push_back(renderer.get());
  }
  if (strangers.empty()) return false;
  const auto most = std::ranges::max_element(
      strangers, {}, [](const auto& of_process) { return of_process.second.size(); });
  drop(*most->second.front());
  return true;
}

Router::Progress Router::receive(RendererId id, const Turn& turn) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + turn.time;
  std::size_t messages = 0;
  std::size_t bytes = 0;
  bool is_over = false;
  for (int i = 0; i < turn.packets && !is_over; ++i) {
    Renderer* renderer = find(id);
    if (renderer == nullptr || !renderer->peer.is_open()) break;
    if (renderer->paused) return Progress::paused;
    ++receiving_;
    auto state = renderer->peer.dispatch(
        [&](const Message& message, std::vector<link::UniqueFd>&) {
          take(*renderer, message);
          bytes += message.body.size();
          is_over = ++messages >= turn.messages || bytes >= turn.bytes || Clock::now() >= end;
          if (is_over || renderer->paused) renderer->peer.link().hold_rest();
        },
        1);
    --receiving_;
    if (!state) break_off(*renderer, state.error().message);
    if (!state || *state == Peer::State::closed) break;
    if (!renderer->admitted && renderer->peer.link().has_rest()) {
      break_off(*renderer, "its hello is not alone in its packet");
      break;
    }
    if (renderer->paused) return Progress::paused;
    if (*state == Peer::State::idle) return Progress::idle;
  }
  Renderer* renderer = find(id);
  if (renderer != nullptr && renderer->peer.is_open()) return Progress::more;
  if (renderer != nullptr) drop(*renderer);
  return Progress::closed;
}

bool Router::is_paused(RendererId id) const {
  const Renderer* renderer = find(id);
  return renderer != nullptr && renderer->paused;
}

const link::Link* Router::link_of(RendererId id) const {
  Renderer* renderer = find(id);
  return renderer != nullptr ? &renderer->peer.link() : nullptr;
}

void Router::refuse(RendererId id, std::string_view why) {
  if (Renderer* renderer = find(id)) break_off(*renderer, std::string(why));
}

void Router::break_off(Renderer& renderer, std::string why) {
  // A link that is closed has its reason, if any. It is dropped where nobody is inside of it.
  if (renderer.broken.empty() && renderer.admitted) renderer.broken = std::move(why);
  renderer.peer.link().close();
}

std::vector<ContentsId> Router::contents_of(const Renderer& renderer) const {
  std::vector<ContentsId> shown;
  for (const auto& [number, page] : pages_) {
    if (page.token == renderer.token && page.contents != 0) shown.push_back(page.contents);
  }
  return shown;
}

int Router::fd(RendererId id) const {
  const Renderer* renderer = find(id);
  return renderer && renderer->peer.is_open() ? const_cast<Renderer*>(renderer)->peer.link().fd()
                                              : -1;
}

bool Router::wants_write(RendererId id) const {
  Renderer* renderer = find(id);
  return renderer && renderer->peer.is_open() && renderer->peer.link().wants_write();
}

std::vector<RendererId> Router::renderers() const {
  std::vector<RendererId> ids;
  for (const auto& [id, renderer] : renderers_) ids.push_back(id);
  return ids;
}

void Router::close(RendererId id) {
  if (Renderer* renderer = find(id)) drop(*renderer);
}

void Router::flush() {
  // Ids, since a link that turns out closed tells the delegate, who may end others.
  for (RendererId id : renderers()) {
    Renderer* renderer = find(id);
    if (renderer == nullptr) continue;
    if (renderer->peer.is_open() && renderer->peer.link().wants_write())
      (void)renderer->peer.link().flush();
    if (!renderer->peer.is_open()) drop(*renderer);
  }
  // Outside of any handler now: nobody holds what is removed here.
  if (receiving_ == 0) dropped_.clear();
}

void Router::drop(Renderer& renderer) {
  auto node = renderers_.extract(renderer.id);
  if (node.empty()) return;
  dropped_.push_back(std::move(node.mapped()));
  Renderer& gone = *dropped_.back();
  // Those who are told may have everything flushed, which frees what has gone.
  ++receiving_;
  gone.peer.link().close();
  if (!gone.broken.empty()) delegate_.on_broken(gone.id, gone.broken, contents_of(gone));
  direct_links_.on_renderer_gone(gone.id);
  ports_.on_renderer_gone(gone.id);
  for (FrameKey key : frames_.of_renderer(gone.id)) detach(key, true);
  for (PlaceId place : frames_.iframes_of(gone.id)) end_place(place);
  auto scripts = std::exchange(gone.scripts, {});
  for (auto& [call, script] : scripts)
    script.done(false, gone_body("The page has crashed or was closed"));
  delegate_.on_closed(gone.id);
  --receiving_;
}

}  // namespace cation::ipc
