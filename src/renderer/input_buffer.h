#pragma once

#include <cstddef>
#include <span>

#include "renderer/js_ref.h"

namespace cation::renderer {

/// The Uint8Array that messages are given to scripts in. It is memory of the engine, which takes no
/// other, and serves again and again; only a large message gets an array of its own.
class InputBuffer {
 public:
  /// Copies `bytes` in. True where the array is a new one, which scripts have to be told of. False
  /// with an empty `array()` where the engine is out of memory.
  bool write(JSContextRef context, std::span<const std::byte> bytes);
  const JsKept& array() const { return array_; }

 private:
  JsKept array_;
  std::span<std::byte> memory_;
};

}  // namespace cation::renderer
