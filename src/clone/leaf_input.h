#pragma once

#include <cstdint>

#include "clone/reader.h"

namespace cation::clone {

/// Reads an object without parts that could open (a Date, RegExp, boxed primitive, buffer, view,
/// Blob, File or port), after its tag. False where that is wrong, or where the tag begins none of
/// these.
bool read_leaf(Reader& in, Value* place, std::uint8_t tag_byte);

}  // namespace cation::clone
