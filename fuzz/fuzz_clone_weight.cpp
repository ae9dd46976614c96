// What a message costs the C++ decoder for each of its bytes. An input is a value of a few bytes,
// and text that goes with it, of which a message has as many as fit; or a message as it is. What is
// allocated and how long it takes are counted, and lead the fuzzer to what costs more. A finding is
// a byte that costs more than docs/reliability.md says.

#include <sanitizer/allocator_interface.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <span>
#include <vector>

#include "clone/blocks.h"
#include "clone/decoder.h"

namespace {

using namespace cation;

/// For a byte of a message, and what any message may take beside it: a block is begun, and is
/// large.
constexpr std::size_t most_bytes = 64;
constexpr std::size_t free_bytes = clone::block_bytes;
/// The sanitizers make it several times slower.
constexpr std::size_t most_nanoseconds = std::size_t{4} * 300;
constexpr std::uint64_t free_nanoseconds = 1'000'000;
constexpr std::size_t length = 60'000;

/// What is allocated while it counts. AddressSanitizer tells of each.
struct Allocated {
  bool counts = false;
  std::size_t bytes = 0;
};
Allocated& allocated() {
  static Allocated allocated;
  return allocated;
}
void on_malloc(const volatile void*, std::size_t size) {
  if (allocated().counts) allocated().bytes += size;
}
void on_free(const volatile void*) {}

std::uint64_t processor_nanoseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(now.tv_nsec);
}

struct Cost {
  std::size_t bytes = 0;
  std::uint64_t nanoseconds = 0;
};
Cost measure(std::span<const std::byte> message) {
  allocated() = {.counts = true};
  const std::uint64_t start = processor_nanoseconds();
  {
    std::optional value = clone::decode(message);
    allocated().counts = false;
    // To let go of it is a part of its cost.
    value.reset();
  }
  return {allocated().bytes, processor_nanoseconds() - start};
}

void put_varint(std::vector<std::byte>& to, std::size_t value) {
  for (; value >= 0x80; value >>= 7) to.push_back(static_cast<std::byte>(value % 0x80 + 0x80));
  to.push_back(static_cast<std::byte>(value));
}

void put(std::vector<std::byte>& to, std::span<const std::byte> bytes) {
  to.insert(to.end(), bytes.begin(), bytes.end());
}

/// A message of many such values: one byte that says how it is meant, one that says how much of the
/// rest is text.
std::vector<std::byte> message_of(std::span<const std::byte> input) {
  const auto how = static_cast<unsigned>(input[0]);
  if (how >= 0x80) return {input.begin() + 1, input.end()};
  const bool is_wide = (how & 2) != 0;
  const auto rest = input.subspan(2);
  std::size_t text_bytes = std::min(rest.size(), static_cast<std::size_t>(input[1]));
  if (is_wide) text_bytes &= ~std::size_t{1};
  const auto text = rest.first(text_bytes);
  const auto value = rest.subspan(text_bytes);
  const std::size_t count = length / std::max<std::size_t>(rest.size(), 1);
  std::vector<std::byte> body;
  put(body, std::array{std::byte{0x9f}});
  put_varint(body, count + 1);
  // What references lead to.
  put(body, std::array{std::byte{0x80}});
  for (std::size_t i = 0; i < count; ++i) put(body, value);
  std::vector<std::byte> message{std::byte{1}, static_cast<std::byte>(how & 1), {}, {}};
  const auto size = static_cast<std::uint32_t>(body.size());
  put(message, std::as_bytes(std::span(&size, 1)));
  put(message, body);
  if (text.empty()) return message;
  put_varint(message, count * text.size() / (is_wide ? 2 : 1) * 4 + (is_wide ? 2 : 0));
  for (std::size_t i = 0; i < count; ++i) put(message, text);
  return message;
}

/// What a byte has cost at most, told at the end.
struct Worst {
  std::size_t bytes = 0;
  std::uint64_t nanoseconds = 0;
  ~Worst() {
    std::fprintf(stderr, "stat::most_for_a_byte: %zu bytes, %llu ns\n", bytes,
                 static_cast<unsigned long long>(nanoseconds));
  }
};

/// libFuzzer keeps an input that sets one of these for the first time.
__attribute__((section("__libfuzzer_extra_counters"))) std::uint8_t reached[256];

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  __sanitizer_install_malloc_and_free_hooks(on_malloc, on_free);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const auto message = message_of(std::as_bytes(std::span(data, size)));
  Cost cost = measure(message);
  // Others work on the machine too.
  for (int again = 0; again < 4 && cost.nanoseconds > most_nanoseconds * message.size(); ++again)
    cost.nanoseconds = std::min(cost.nanoseconds, measure(message).nanoseconds);
  const std::size_t bytes = cost.bytes - std::min(cost.bytes, free_bytes);
  const std::uint64_t time = cost.nanoseconds - std::min(cost.nanoseconds, free_nanoseconds);
  if (bytes > most_bytes * message.size() || time > most_nanoseconds * message.size()) {
    std::fprintf(stderr, "%zu bytes take %zu bytes and %llu ns\n", message.size(), cost.bytes,
                 static_cast<unsigned long long>(cost.nanoseconds));
    std::abort();
  }
  if (message.size() < length / 2) return 0;
  static Worst worst;
  worst.bytes = std::max(worst.bytes, bytes / message.size());
  worst.nanoseconds = std::max(worst.nanoseconds, cost.nanoseconds / message.size());
  reached[std::min<std::size_t>(cost.bytes * 2 / message.size(), 191)] = 1;
  reached[192 + std::bit_width(cost.nanoseconds / message.size())] = 1;
  return 0;
}
