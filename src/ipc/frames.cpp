#include "ipc/frames.h"

#include <utility>

#include "ipc/limits.h"

namespace cation::ipc {

Result<void> Frames::attach(Frame frame) {
  if (frame.key.frame == 0) return fail("0 is no number for a frame", "ERR_FRAME");
  std::size_t& documents = documents_of_[frame.key.renderer];
  if (documents >= max_documents)
    return fail("A renderer has more than " + std::to_string(max_documents) + " documents",
                "ERR_FRAME");
  if (frames_.contains(frame.key)) return fail("A frame's number was used twice", "ERR_FRAME");
  if (frame.place == PlaceId{} && frame.engine_frame == 0) frame.place = new_place();
  if (frame.place == PlaceId{}) {
    const EngineFrame iframe{frame.key.renderer, frame.page, frame.engine_frame};
    auto [at, is_new] = iframes_.try_emplace(iframe);
    if (is_new) {
      std::size_t& iframes = iframes_of_[{frame.key.renderer, frame.page}];
      if (iframes >= max_documents) {
        iframes_.erase(at);
        return fail("A page has more than " + std::to_string(max_documents) + " iframes",
                    "ERR_FRAME");
      }
      ++iframes;
      at->second = new_place();
      places_[at->second].iframe = iframe;
    }
    frame.place = at->second;
  }
  Place& place = places_[frame.place];
  frame.first = place.shows == FrameKey{};
  place.shows = frame.key;
  ++documents;
  FrameKey key = frame.key;
  if (frame.parent != 0) children_.insert({{key.renderer, frame.parent}, key});
  frames_.emplace(key, std::make_shared<const Frame>(std::move(frame)));
  return {};
}

PlaceId Frames::new_place() {
  const PlaceId place{++last_place_};
  places_.try_emplace(place);
  return place;
}

void Frames::end_place(PlaceId place) {
  auto node = places_.extract(place);
  if (node.empty() || !node.mapped().iframe) return;
  const auto& [renderer, page, number] = *node.mapped().iframe;
  if (iframes_.erase(*node.mapped().iframe) == 0) return;
  auto count = iframes_of_.find({renderer, page});
  if (--count->second == 0) iframes_of_.erase(count);
}

std::vector<PlaceId> Frames::iframes_of(RendererId renderer,
                                        std::optional<std::uint64_t> page) const {
  std::vector<PlaceId> places;
  for (auto at = iframes_.lower_bound({renderer, page.value_or(0), 0}); at != iframes_.end();
       ++at) {
    const auto& [of, in, number] = at->first;
    if (of != renderer || (page && in != *page)) break;
    places.push_back(at->second);
  }
  return places;
}

std::optional<FrameKey> Frames::shown_in(PlaceId place) const {
  auto found = places_.find(place);
  if (found == places_.end() || !frames_.contains(found->second.shows)) return std::nullopt;
  return found->second.shows;
}

std::optional<FrameKey> Frames::shown_in(RendererId renderer, std::uint64_t page,
                                         std::uint64_t engine_frame) const {
  auto found = iframes_.find({renderer, page, engine_frame});
  return found == iframes_.end() ? std::nullopt : shown_in(found->second);
}

std::vector<FrameKey> Frames::children_of(FrameKey parent) const {
  std::vector<FrameKey> keys;
  for (auto at = children_.lower_bound({parent, {}}); at != children_.end() && at->first == parent;
       ++at)
    keys.push_back(at->second);
  return keys;
}

void Frames::set_url(FrameKey key, std::string url, std::optional<std::string> origin) {
  auto found = frames_.find(key);
  if (found == frames_.end()) return;
  Frame moved = *found->second;
  moved.url = std::move(url);
  if (origin) moved.origin = *std::move(origin);
  found->second = std::make_shared<const Frame>(std::move(moved));
}

std::shared_ptr<const Frame> Frames::detach(FrameKey key) {
  auto node = frames_.extract(key);
  if (node.empty()) return nullptr;
  children_.erase({{key.renderer, node.mapped()->parent}, key});
  auto count = documents_of_.find(key.renderer);
  if (--count->second == 0) documents_of_.erase(count);
  return std::move(node.mapped());
}

std::vector<FrameKey> Frames::of_page(RendererId renderer, std::uint64_t page) const {
  std::vector<FrameKey> keys = of_renderer(renderer);
  std::erase_if(keys, [&](FrameKey key) { return frames_.at(key)->page != page; });
  return keys;
}

std::vector<FrameKey> Frames::of_renderer(RendererId renderer) const {
  std::vector<FrameKey> keys;
  for (auto at = frames_.lower_bound({renderer, 0});
       at != frames_.end() && at->first.renderer == renderer; ++at)
    keys.push_back(at->first);
  return keys;
}

std::vector<FrameKey> Frames::of_contents(ContentsId contents) const {
  std::vector<FrameKey> keys;
  for (const auto& [key, frame] : frames_) {
    if (frame->contents == contents) keys.push_back(key);
  }
  return keys;
}

std::shared_ptr<const Frame> Frames::share(FrameKey key) const {
  auto found = frames_.find(key);
  return found == frames_.end() ? nullptr : found->second;
}

}  // namespace cation::ipc
