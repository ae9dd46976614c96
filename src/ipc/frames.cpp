#include "ipc/frames.h"

#include <limits>
#include <utility>

namespace cation::ipc {

Result<void> Frames::attach(Frame frame) {
  if (frame.key.frame == 0) return fail("0 is no number for a frame", "ERR_FRAME");
  if (of_renderer(frame.key.renderer).size() >= max_per_renderer)
    return fail("A renderer has more than " + std::to_string(max_per_renderer) + " frames",
                "ERR_FRAME");
  FrameKey key = frame.key;
  if (!frames_.try_emplace(key, std::move(frame)).second)
    return fail("A frame's number was used twice", "ERR_FRAME");
  return {};
}

std::optional<Frame> Frames::detach(FrameKey key) {
  auto node = frames_.extract(key);
  if (node.empty()) return std::nullopt;
  return std::move(node.mapped());
}

std::vector<FrameKey> Frames::of_page(RendererId renderer, std::uint64_t page) const {
  std::vector<FrameKey> keys = of_renderer(renderer);
  std::erase_if(keys, [&](FrameKey key) { return frames_.at(key).page != page; });
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
    if (frame.contents == contents) keys.push_back(key);
  }
  return keys;
}

const Frame* Frames::find(FrameKey key) const {
  auto found = frames_.find(key);
  return found == frames_.end() ? nullptr : &found->second;
}

}  // namespace cation::ipc
