#include "renderer/input_buffer.h"

#include <algorithm>
#include <bit>

namespace cation::renderer {
namespace {

constexpr std::size_t least_bytes = std::size_t{64} << 10;
// An array larger than this serves one message.
constexpr std::size_t kept_bytes = std::size_t{4} << 20;

}  // namespace

bool InputBuffer::write(JSContextRef context, std::span<const std::byte> bytes) {
  const bool fits = bytes.size() <= memory_.size();
  const bool wasteful = memory_.size() > kept_bytes && bytes.size() <= kept_bytes;
  bool fresh = false;
  if (!fits || wasteful || !array_) {
    const std::size_t size = bytes.size() > kept_bytes
                                 ? bytes.size()
                                 : std::bit_ceil(std::max(bytes.size(), least_bytes));
    array_ = {};
    memory_ = {};
    JSObjectRef made = JSObjectMakeTypedArray(context, kJSTypedArrayTypeUint8Array, size, nullptr);
    if (made == nullptr) return false;
    array_ = JsKept(context, made);
    // The memory stays where it is: asking for the pointer pins it.
    void* memory = JSObjectGetTypedArrayBytesPtr(context, made, nullptr);
    memory_ = {static_cast<std::byte*>(memory), size};
    fresh = true;
  }
  std::copy(bytes.begin(), bytes.end(), memory_.begin());
  return fresh;
}

}  // namespace cation::renderer
