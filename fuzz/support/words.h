#pragma once

// What the renderers of the router's fuzzer say: plausible numbers, names and bodies.

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cation/value.h"
#include "choices.h"
#include "client.h"
#include "clone/encoder.h"
#include "ipc/port_wire.h"

namespace cation::fuzz {

inline constexpr std::array<std::uint32_t, 10> numbers{1, 2, 3, 4, 5, 6, 7, 0, 1000, 0xffffffff};
inline constexpr std::array<std::uint64_t, 5> page_numbers{100, 101, 102, 0, ~0ULL};
inline constexpr std::array<std::string_view, 5> tokens{"one", "two", "three", "four", "stranger"};
inline constexpr std::array<std::string_view, 7> channels{"ask", "tell", "",       "error",
                                                          "url", "load", "opening"};
inline constexpr std::array<std::string_view, 7> events{"url",  "load",    "dom-ready", "console",
                                                        "none", "opening", ""};

/// Clones that were made before: making them again costs more than all else does.
class Clones {
 public:
  template <typename Make>
  std::span<const std::byte> of(const std::vector<std::size_t>& key, const Make& make) {
    auto found = made_.find(key);
    if (found == made_.end()) found = made_.emplace(key, *clone::encode(make())).first;
    return found->second;
  }

 private:
  std::map<std::vector<std::size_t>, std::vector<std::byte>> made_;
};

class Words {
 protected:
  Words(Choices& choices, Clones& clones) : choices_(choices), clones_(clones) {}

  std::uint32_t number() { return choices_.one_of(numbers); }
  std::uint64_t page() { return choices_.one_of(page_numbers); }
  /// The clone of a value.
  std::span<const std::byte> value() {
    const std::size_t kind = choices_.any(7);
    const std::size_t more = kind == 1 || kind == 6 ? choices_.any(256) : 0;
    return clones_.of({kind, more}, [&]() -> Value {
      switch (kind) {
        case 0:
          return Value::array({"text"});
        case 1:
          return Value::array({more, true, nullptr});
        case 2:
          return Value::array({"level", "text", "1", "file"});
        case 3:
          return Value::array();
        case 4:
          return nullptr;
        case 5:
          return Value::array({Value::object({{"toString", 1}})});
        default:
          return Value::array({std::string(more * 12, 'x')});
      }
    });
  }
  std::span<const std::byte> body() {
    return choices_.chance(16) ? choices_.take(choices_.any(32)) : value();
  }
  std::vector<std::byte> with_ports(std::uint32_t sequence) {
    std::vector<ipc::PortEntry> entries(choices_.any(4));
    for (auto& entry : entries) entry = {number(), number(), number()};
    auto bytes = ipc::port_head(sequence, entries);
    append(bytes, body());
    return bytes;
  }

  /// What a document tells of itself.
  std::span<const std::byte> facts() {
    if (choices_.chance(16)) return value();
    const std::size_t name = choices_.any(4) * 2'000;
    const bool main = choices_.chance(2);
    const std::uint32_t parent = number();
    const std::uint32_t frame = number();
    return clones_.of({7, name, main, parent, frame}, [&] {
      return Value::array({Value::object({{"url", "file:///x"},
                                          {"origin", "file://"},
                                          {"name", std::string(name, 'n')},
                                          {"main", main},
                                          {"parent", parent},
                                          {"frameId", frame}})});
    });
  }
  std::span<const std::byte> gone(bool gone) {
    return clones_.of({8, gone}, [&] { return Value::array({gone}); });
  }

  Choices& choices_;

 private:
  Clones& clones_;
};

}  // namespace cation::fuzz
