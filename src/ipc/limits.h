#pragma once

// How much one renderer may say, and have main keep. Each bound is kept twice: the renderer library
// cuts or refuses what an honest page makes too large, and main ends a renderer that goes past it
// all the same. docs/protocol.md has them as a table.

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace cation::ipc {

/// The arguments of one message. Whoever calls listeners lays them all on its stack.
inline constexpr std::size_t max_arguments = 10'000;

/// Texts about documents, in bytes of UTF-8. An iframe's address is only told, never loaded, so
/// that it may be cut; a page's own is as long as Chromium has it.
inline constexpr std::size_t max_address_bytes = std::size_t{2} << 20;
inline constexpr std::size_t max_iframe_address_bytes = std::size_t{64} << 10;
inline constexpr std::size_t max_origin_bytes = 4096;
inline constexpr std::size_t max_frame_name_bytes = 4096;
/// What `window.open` was given.
inline constexpr std::size_t max_features_bytes = 4096;
inline constexpr std::size_t max_console_bytes = std::size_t{64} << 10;
/// The body of what a renderer says of a document, whatever is in it.
inline constexpr std::size_t max_words_bytes = 2 * max_address_bytes + (std::size_t{64} << 10);

/// Documents that a renderer has open, and iframes of one of its pages.
inline constexpr std::size_t max_documents = 10'000;
/// Of these, what iframes leave to pages' own documents.
inline constexpr std::size_t spare_documents = 500;
/// Calls of a renderer that main has not answered: one more is refused at once.
inline constexpr std::size_t max_open_calls = 65'536;
/// Guests that a page shows (`<webview>`), each with a process of its own.
inline constexpr std::size_t max_guests = 128;
/// Message channels that a renderer has brought to main.
inline constexpr std::size_t max_channels = 16'384;
/// What a renderer has main keep of its own: texts about its documents, and messages that wait for
/// ports.
inline constexpr std::size_t max_kept_bytes = std::size_t{64} << 20;
/// What a document costs main beside its texts.
inline constexpr std::size_t document_bytes = 1024;

/// Connections that have not proved themselves. The one that goes for a new one is the oldest of
/// the process that has the most.
inline constexpr std::size_t max_strangers = 64;

/// A renderer's turn: whichever of these is used up first ends it, and the next one has its own. A
/// message that was begun is heard to its end.
struct Turn {
  int packets = 64;
  std::size_t messages = 1024;
  std::size_t bytes = std::size_t{4} << 20;
  std::chrono::microseconds time{500};
};

}  // namespace cation::ipc
