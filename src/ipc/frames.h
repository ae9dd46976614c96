#pragma once

// The documents that are open now, as their renderers told. Main sends to these and no others, so a
// message for a document that was navigated away from goes nowhere, never to the next one.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "cation/result.h"
#include "ipc/ids.h"

namespace cation::ipc {

struct Frame {
  FrameKey key;
  /// What shows it; stays the same when the next document takes its place.
  PlaceId place{};
  ContentsId contents = 0;
  std::uint64_t page = 0;
  bool main = false;
  /// Its place has shown no document before.
  bool first = false;
  /// The document that this one is embedded in, in the same renderer; 0 for a main frame.
  std::uint32_t parent = 0;
  /// The place as the renderer's engine numbers it; 0 for one that is not told from others.
  std::uint64_t engine_frame = 0;
  std::string url;
  /// As RFC 6454 writes it; "null" where the document has none to share.
  std::string origin;
  std::string name;
};

class Frames {
 public:
  /// A new place, for the main documents of a contents.
  PlaceId new_place();
  /// Forgets a place: nothing will be shown there any more.
  void end_place(PlaceId place);
  /// Whether documents may be shown there, now or later.
  bool has_place(PlaceId place) const { return places_.contains(place); }
  /// The places of iframes, also of those that show nothing now: of a renderer, or of one page.
  std::vector<PlaceId> iframes_of(RendererId renderer,
                                  std::optional<std::uint64_t> page = {}) const;
  /// Opens a document. One without a place is an iframe's, and gets that of the engine's frame. An
  /// Error for more of them than `max_documents`.
  Result<void> attach(Frame frame);
  /// Takes the document out; null where it is not there.
  std::shared_ptr<const Frame> detach(FrameKey key);
  /// The document that a place shows now, or that an iframe does.
  std::optional<FrameKey> shown_in(PlaceId place) const;
  std::optional<FrameKey> shown_in(RendererId renderer, std::uint64_t page,
                                   std::uint64_t engine_frame) const;
  /// The documents embedded in this one.
  std::vector<FrameKey> children_of(FrameKey parent) const;
  /// Every document of a page, or of a renderer.
  std::vector<FrameKey> of_page(RendererId renderer, std::uint64_t page) const;
  std::vector<FrameKey> of_renderer(RendererId renderer) const;
  std::vector<FrameKey> of_contents(ContentsId contents) const;
  const Frame* find(FrameKey key) const { return share(key).get(); }
  /// The document as it is now, to be kept: what becomes of it later makes another of this. Null
  /// for one that is not open.
  std::shared_ptr<const Frame> share(FrameKey key) const;
  /// `origin`: nothing where it stays.
  void set_url(FrameKey key, std::string url, std::optional<std::string> origin = {});

 private:
  using EngineFrame = std::tuple<RendererId, std::uint64_t /*page*/, std::uint64_t>;
  struct Place {
    FrameKey shows;
    std::optional<EngineFrame> iframe;
  };

  std::map<FrameKey, std::shared_ptr<const Frame>> frames_;
  std::map<PlaceId, Place> places_;
  std::map<EngineFrame, PlaceId> iframes_;
  std::set<std::pair<FrameKey /*parent*/, FrameKey>> children_;
  // How many there are, since each new one is held against `max_documents`.
  std::map<RendererId, std::size_t> documents_of_;
  std::map<std::pair<RendererId, std::uint64_t /*page*/>, std::size_t> iframes_of_;
  std::uint32_t last_place_ = 0;
};

}  // namespace cation::ipc
