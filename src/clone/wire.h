#pragma once

// The numbers of the wire format; docs/wire-format.md describes it.

#include <cstddef>
#include <cstdint>

namespace cation::clone {

inline constexpr std::uint8_t wire_version = 1;
inline constexpr std::size_t wire_header_bytes = 8;
/// A flag of the header: the body has references to objects in it.
inline constexpr std::uint8_t flag_references = 1;

/// What both sides of the codec refuse to go past.
inline constexpr std::size_t max_message_bytes = std::size_t{1} << 30;
/// How deep values lie in one another.
inline constexpr std::size_t max_depth = 10'000;
/// A resizable buffer that asks for more room than this is refused.
inline constexpr std::uint64_t max_buffer_bytes = std::uint64_t{1} << 30;

/// A buffer of so many bytes is attached, up to so many of them.
inline constexpr std::size_t least_attached_bytes = 32768;
inline constexpr std::size_t max_attached = 65535;
/// Of the table of their sizes.
inline constexpr std::size_t table_entry_bytes = 8;

/// Records have 1 to 64 keys of at most 64 UTF-16 units; a message has at most 256 shapes.
inline constexpr std::size_t max_record_keys = 64;
inline constexpr std::size_t max_record_key_units = 64;
inline constexpr std::size_t max_shapes = 256;
/// A segment of text is closed when it has this many UTF-16 units.
inline constexpr std::size_t text_segment_units = 16384;

// What a message may make, where an app does not raise it.

/// Objects, by their weights.
inline constexpr std::uint64_t max_objects = std::uint64_t{1} << 20;
/// So many objects any message may make; beyond them, one for each byte of its body and text.
inline constexpr std::uint64_t free_objects = 65'536;
/// Values in objects and arrays.
inline constexpr std::uint64_t max_values = 12'000'000;
/// What text, a fraction and a BigInt count for beyond the value that they are.
inline constexpr std::uint64_t text_values = 3;
inline constexpr std::uint64_t float_values = 2;
inline constexpr std::uint64_t bigint_values = 3;
inline constexpr std::size_t max_bigint_bytes = 65'536;
inline constexpr std::size_t max_regexp_units = 16'384;
inline constexpr std::size_t max_regexp_flags = 16;
/// Buffers that may grow, and to how much all of them together.
inline constexpr std::uint64_t max_growing = 256;
inline constexpr std::uint64_t max_growing_bytes = std::uint64_t{1} << 31;

// For how many objects a costly one counts beyond the one that it is. What has entries counts for
// more with each of them: where they have names, and in a Map or Set or an object of at most 64.

inline constexpr std::uint64_t named_entry_weight = 3;
inline constexpr std::uint64_t entry_weight = 1;
/// Of an object by entries that has some: its keys may be far indices, or new to an engine.
inline constexpr std::uint64_t object_weight = 3;
constexpr std::uint64_t weight_of_entries(std::uint64_t count) {
  if (count > max_record_keys) return count * named_entry_weight;
  return count == 0 ? 0 : object_weight + count * entry_weight;
}
inline constexpr std::uint64_t map_weight = 1;
inline constexpr std::uint64_t set_weight = 1;
inline constexpr std::uint64_t entries_weight = 3;
inline constexpr std::uint64_t error_weight = 95;
inline constexpr std::uint64_t dom_exception_weight = 95;
inline constexpr std::uint64_t buffer_weight = 1;
inline constexpr std::uint64_t growing_weight = 15;
inline constexpr std::uint64_t blob_weight = 127;
inline constexpr std::uint64_t regexp_weight = 7;
/// Of a group with a name, a property of characters (with the flag v), and one of strings (with i
/// and v).
inline constexpr std::uint64_t named_group_weight = 127;
inline constexpr std::uint64_t property_weight = 255;
inline constexpr std::uint64_t set_property_weight = 639;
inline constexpr std::uint64_t strings_weight = 9'999;
inline constexpr std::uint64_t folded_strings_weight = 59'999;

/// How text is written.
enum class Form : std::uint8_t { ascii = 0, utf8 = 1, utf16 = 2 };

namespace tag {
inline constexpr std::uint8_t small_integer = 0x00;  // … 0x3f: 0 to 63
inline constexpr std::uint8_t short_string = 0x40;   // … 0x5f: 0 to 31 units
inline constexpr std::uint8_t known_record = 0x60;   // … 0x7f: a record of shape 0 to 31
inline constexpr std::uint8_t short_array = 0x80;    // … 0x8f: 0 to 15 elements
inline constexpr std::uint8_t undefined = 0x90;
inline constexpr std::uint8_t null = 0x91;
inline constexpr std::uint8_t false_ = 0x92;
inline constexpr std::uint8_t true_ = 0x93;
inline constexpr std::uint8_t int8 = 0x94;
inline constexpr std::uint8_t int16 = 0x95;
inline constexpr std::uint8_t int32 = 0x96;
inline constexpr std::uint8_t float64 = 0x97;
inline constexpr std::uint8_t string = 0x98;
inline constexpr std::uint8_t bigint = 0x99;
inline constexpr std::uint8_t reference = 0x9a;
inline constexpr std::uint8_t hole = 0x9b;
inline constexpr std::uint8_t record = 0x9c;
inline constexpr std::uint8_t new_record = 0x9d;
inline constexpr std::uint8_t object = 0x9e;
inline constexpr std::uint8_t array = 0x9f;
inline constexpr std::uint8_t array_by_entries = 0xa0;
inline constexpr std::uint8_t map = 0xa1;
inline constexpr std::uint8_t set = 0xa2;
inline constexpr std::uint8_t date = 0xa3;
inline constexpr std::uint8_t regexp = 0xa4;
inline constexpr std::uint8_t boxed_false = 0xa5;
inline constexpr std::uint8_t boxed_true = 0xa6;
inline constexpr std::uint8_t boxed_number = 0xa7;
inline constexpr std::uint8_t boxed_string = 0xa8;
inline constexpr std::uint8_t boxed_bigint = 0xa9;
inline constexpr std::uint8_t buffer = 0xaa;
inline constexpr std::uint8_t resizable_buffer = 0xab;
inline constexpr std::uint8_t view = 0xac;
inline constexpr std::uint8_t tracking_view = 0xad;
inline constexpr std::uint8_t error = 0xae;
inline constexpr std::uint8_t attached_buffer = 0xb0;
inline constexpr std::uint8_t port = 0xb1;
inline constexpr std::uint8_t blob = 0xb2;
inline constexpr std::uint8_t file = 0xb3;
}  // namespace tag

}  // namespace cation::clone
