#include "clone/shape_input.h"

#include <algorithm>

#include "clone/index.h"

namespace cation::clone {

ShapeInput::Keys ShapeInput::define(Reader& in) {
  const auto bad = [&](const char* problem) {
    in.bad(problem);
    return Keys();
  };
  Input definition(in.body().bytes(in.body().varint()));
  if (in.body().failed()) return {};
  const std::uint64_t count = definition.varint();
  if (count == 0 || count > max_record_keys || shapes_.size() == max_shapes) {
    return bad("a shape is out of bounds");
  }
  auto* keys = in.arena().array<std::string_view>(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t units = 0;
    const auto key = TextInput::read(definition, in.arena(), &units);
    if (!key || units > max_record_key_units || is_far_index(*key, count)) {
      return bad("a key of a shape");
    }
    if (std::find(keys, keys + i, *key) != keys + i) return bad("a key comes twice");
    keys[i] = *key;
  }
  if (definition.left() != 0) return bad("bytes are left over in a shape");
  shapes_.emplace_back(keys, static_cast<std::size_t>(count));
  return shapes_.back();
}

}  // namespace cation::clone
