#pragma once

// The documents that are open now, as their renderers told. Main sends to these and no others, so a
// message for a document that was navigated away from goes nowhere, never to the next one.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cation/result.h"
#include "ipc/ids.h"

namespace cation::ipc {

struct Frame {
  FrameKey key;
  ContentsId contents = 0;
  std::uint64_t page = 0;
  bool main = false;
  /// The document that this one is embedded in, in the same renderer; 0 for a main frame.
  std::uint32_t parent = 0;
  std::string url;
  std::string name;
};

class Frames {
 public:
  /// More documents than this in one renderer are refused: no page needs them, a hostile one might.
  static constexpr std::size_t max_per_renderer = 10'000;

  Result<void> attach(Frame frame);
  /// Takes the frame out; nothing where it is not there.
  std::optional<Frame> detach(FrameKey key);
  /// Every document of a page, or of a renderer.
  std::vector<FrameKey> of_page(RendererId renderer, std::uint64_t page) const;
  std::vector<FrameKey> of_renderer(RendererId renderer) const;
  std::vector<FrameKey> of_contents(ContentsId contents) const;
  const Frame* find(FrameKey key) const;

 private:
  std::map<FrameKey, Frame> frames_;
};

}  // namespace cation::ipc
