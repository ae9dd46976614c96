#pragma once

// What a page can make the shell tell main is bounded here: each string, and how often. The texts
// are cut, on a boundary of UTF-8. docs/protocol.md has the table.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace cation::shell::limits {

/// How large a page is shown: menus and pages ask for it.
constexpr double least_zoom = 0.25;
constexpr double most_zoom = 5;

/// As Chromium has them: in characters, and in bytes.
inline constexpr std::size_t title_characters = 4096;
inline constexpr std::size_t address_bytes = std::size_t{2} << 20;
/// The target that a link names.
inline constexpr std::size_t frame_name_characters = 4096;
/// What a preload script is said to have failed by, and the path of it.
inline constexpr std::size_t error_bytes = std::size_t{64} << 10;
/// Failures of preload scripts that are told of one document.
inline constexpr int preload_errors = 16;
/// Questions for a name and a password that wait for main's answer, of one page.
inline constexpr std::size_t logins = 64;
/// The icons that a page names: how many are told, and of each address.
inline constexpr std::size_t icons = 16;
inline constexpr std::size_t icon_bytes = std::size_t{64} << 10;
/// How many places of a text are counted in a page.
inline constexpr unsigned matches = 10'000;
/// Links with a target whose window is not asked for yet.
inline constexpr std::size_t link_targets = 16;

/// Sessions that there are at a time. Each has a network process, and what it keeps in memory.
inline constexpr std::size_t partitions = 64;

/// Places of guests (`<webview>`), in pixels: how far an edge is from its embedder's corner, how
/// long a side of a guest is, and how much a guest, and all guests of a page together, may paint.
inline constexpr int guest_edge = 1 << 20;
inline constexpr int guest_side = 1 << 14;
inline constexpr int guest_pixels = 1 << 25;
inline constexpr int page_guests_pixels = 1 << 27;

/// How fast a text may change for long: so many times, and so many bytes. Of what changes faster
/// the last state alone is told, after a start (`burst`) in which every change is.
inline constexpr std::chrono::milliseconds between_changes{10};
inline constexpr std::size_t bytes_a_second = std::size_t{4} << 20;
inline constexpr std::chrono::milliseconds burst{500};

/// The beginning of a text.
std::string cut_to_characters(std::string_view text, std::size_t characters);
std::string cut_to_bytes(std::string_view text, std::size_t bytes);

}  // namespace cation::shell::limits
