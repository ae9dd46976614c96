#pragma once

// What the renderers of the router's fuzzer say: plausible numbers, names and bodies.

#include <array>
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

class Words {
 protected:
  explicit Words(Choices& choices) : choices_(choices) {}

  std::uint32_t number() { return choices_.one_of(numbers); }
  std::uint64_t page() { return choices_.one_of(page_numbers); }
  Value value() {
    switch (choices_.any(7)) {
      case 0:
        return Value::array({"text"});
      case 1:
        return Value::array({choices_.any(256), true, nullptr});
      case 2:
        return Value::array({"level", "text", "1", "file"});
      case 3:
        return Value::array();
      case 4:
        return nullptr;
      case 5:
        return Value::array({Value::object({{"toString", 1}})});
      default:
        return Value::array({std::string(choices_.any(256) * 100, 'x')});
    }
  }
  std::vector<std::byte> body() {
    if (choices_.chance(16)) {
      const auto raw = choices_.take(choices_.any(32));
      return {raw.begin(), raw.end()};
    }
    return *clone::encode(value());
  }
  std::vector<std::byte> with_ports(std::uint32_t sequence) {
    std::vector<ipc::PortEntry> entries(choices_.any(4));
    for (auto& entry : entries) entry = {number(), number(), number()};
    auto bytes = ipc::port_head(sequence, entries);
    append(bytes, body());
    return bytes;
  }

  Value facts() {
    if (choices_.chance(16)) return value();
    return Value::object({{"url", "file:///x"},
                          {"origin", "file://"},
                          {"name", std::string(choices_.any(4) * 2'000, 'n')},
                          {"main", choices_.chance(2)},
                          {"parent", number()},
                          {"frameId", number()}});
  }

  Choices& choices_;
};

}  // namespace cation::fuzz
