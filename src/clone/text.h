#pragma once

// Text between UTF-8 and UTF-16. The UTF-8 here may hold lone surrogates, in the three bytes that
// their number would have (WTF-8, as a Value's strings have it); a pair is always written as four
// bytes.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cation::clone {

/// Whether there are only bytes below 128.
bool is_ascii(std::string_view text);
/// How many UTF-16 units the text has. A byte that is no UTF-8 counts as one unit: U+FFFD.
std::size_t count_units(std::string_view text);
/// Appends the text's units. Pairs that the text holds as two surrogates become what they are in
/// UTF-16 anyway; bytes that are no UTF-8 become U+FFFD.
void append_utf16(std::string_view text, std::u16string& to);
/// Reads UTF-8 in the strict sense; false where it is none.
bool append_strict_utf16(std::string_view text, std::u16string& to);
/// Whether all surrogates come in pairs.
bool is_well_formed(std::u16string_view text);
/// Writes units as UTF-8 with lone surrogates to `to`, which has room for 3 bytes a unit; how many.
std::size_t write_utf8(std::u16string_view text, char* to);

}  // namespace cation::clone
