#pragma once

#include <compare>
#include <cstdint>

namespace cation::ipc {

/// A WebContents, numbered by main from 1 and never again.
using ContentsId = std::uint32_t;
/// A renderer's connection, numbered by main from 1 and never again.
using RendererId = std::uint32_t;

/// A place in a page that shows one document after another: the page's own, or an iframe. Numbered
/// by main from 1 and never again; Electron's `frameTreeNodeId`.
enum class PlaceId : std::uint32_t {};

/// One document: its renderer's connection and the number that the renderer gave it.
struct FrameKey {
  RendererId renderer = 0;
  std::uint32_t frame = 0;
  auto operator<=>(const FrameKey&) const = default;
};

/// An end of a message channel that is in a document: its number there.
struct PortPlace {
  FrameKey frame;
  std::uint32_t number = 0;
  auto operator<=>(const PortPlace&) const = default;
};

}  // namespace cation::ipc
