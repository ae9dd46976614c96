#pragma once

// Two ends of a link, and texts for messages.

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "link/link.h"

namespace cation::link {

inline Bytes bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }
inline std::string text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

struct Ends {
  Link a, b;
};

inline Ends connected(Limits limits = {}) {
  auto pair = Link::socket_pair();
  return {*Link::adopt(std::move(pair->first), limits),
          *Link::adopt(std::move(pair->second), limits)};
}

/// What one packet holds.
inline std::vector<std::string> read_packet(Link& link) {
  std::vector<std::string> messages;
  auto got = link.receive([&](Bytes message, auto&) { messages.push_back(text_of(message)); });
  EXPECT_TRUE(got) << got.error().message;
  return messages;
}

inline std::vector<std::string> read_all(Link& link) {
  std::vector<std::string> messages;
  Sink sink = [&](Bytes message, auto&) { messages.push_back(text_of(message)); };
  for (;;) {
    auto got = link.receive(sink);
    EXPECT_TRUE(got) << got.error().message;
    if (!got || *got != Link::Received::packet) return messages;
  }
}

}  // namespace cation::link
