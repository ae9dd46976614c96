#include "ipc/frame_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "clone/decoder.h"
#include "clone/wire.h"
#include "ipc/limits.h"

namespace cation::ipc {

namespace {

struct EventForm {
  std::string_view name;
  /// How long its texts may be. An event without texts says only that it is there.
  std::vector<std::size_t> most_bytes;
  bool may_be_empty = false;
};

const std::array<EventForm, 6>& event_forms() {
  static const std::array<EventForm, 6> forms{{
      {"dom-ready", {}},
      {"load", {}},
      {"leaving", {}},
      {"url", {max_iframe_address_bytes}},
      {"opening", {max_frame_name_bytes, max_features_bytes}, true},
      {"console", {16, max_console_bytes, 16, max_iframe_address_bytes}},
  }};
  return forms;
}

Result<Value> read_words(Body body) {
  if (body.size() > max_words_bytes) return fail("too many words about a document");
  auto value = clone::decode(body);
  if (value && !value->is_array()) return fail("words about a document are no list");
  return value;
}

Result<std::string> read_text(const Value& value, std::size_t most_bytes, std::string_view what) {
  auto text = value.to<std::string>();
  if (!text) return fail(std::string(what) + " is no text");
  if (text->size() > most_bytes) return fail(std::string(what) + " is too long");
  return text;
}

}  // namespace

Result<Frame> read_attached(Body body) {
  const auto words = read_words(body);
  if (!words) return std::unexpected(words.error());
  const Value& facts = (*words)[0];
  if (!facts.is_object()) return fail("a document without facts");
  Frame frame{.main = facts["main"].value_or(false),
              .parent = facts["parent"].value_or<std::uint32_t>(0),
              .engine_frame = facts["frameId"].value_or<std::uint64_t>(0),
              .url = {},
              .origin = {},
              .name = {}};
  auto text = [&](const char* name, std::size_t most_bytes, std::string_view otherwise) {
    return facts[name].is_undefined() ? Result<std::string>(otherwise)
                                      : read_text(facts[name], most_bytes, name);
  };
  auto url = text("url", frame.main ? max_address_bytes : max_iframe_address_bytes, "");
  if (!url) return std::unexpected(url.error());
  auto origin = text("origin", max_origin_bytes, "null");
  if (!origin) return std::unexpected(origin.error());
  auto name = text("name", max_frame_name_bytes, "");
  if (!name) return std::unexpected(name.error());
  if (frame.main && frame.parent != 0) return fail("a page's main document lies in another one");
  frame.url = *std::move(url);
  frame.origin = *std::move(origin);
  frame.name = *std::move(name);
  return frame;
}

Result<bool> read_detached(Body body) {
  const auto words = read_words(body);
  if (!words) return std::unexpected(words.error());
  return (*words)[0].value_or(false);
}

Result<Value> read_event(std::string_view name, Body body) {
  const auto form = std::ranges::find(event_forms(), name, &EventForm::name);
  if (form == event_forms().end()) return fail("an event of documents that there is none of");
  auto words = read_words(body);
  if (!words) return words;
  if (words->size() == 0 && form->may_be_empty) return words;
  if (words->size() != form->most_bytes.size())
    return fail("an event of documents has other words");
  for (std::size_t i = 0; i < form->most_bytes.size(); ++i) {
    if (auto text = read_text((*words)[i], form->most_bytes[i], name); !text)
      return std::unexpected(text.error());
  }
  return words;
}

Result<void> check_arguments(Body body) {
  using clone::wire_header_bytes;
  namespace tag = clone::tag;
  auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(body[at]); };
  if (body.size() <= wire_header_bytes) return fail("a message has no arguments");
  const std::uint8_t first = byte(wire_header_bytes);
  if (first >= tag::short_array && first < tag::undefined) return {};
  std::uint64_t count = 0;
  bool ends = false;
  // More bytes of a count would be of one that is too large in any case.
  for (std::size_t i = 0; first == tag::array && i < 4 && !ends; ++i) {
    const std::size_t at = wire_header_bytes + 1 + i;
    if (at >= body.size()) return fail("a message's arguments end early");
    count |= static_cast<std::uint64_t>(byte(at) & 0x7f) << (7 * i);
    ends = byte(at) < 0x80;
  }
  if (first != tag::array) return fail("a message's arguments are no list");
  if (!ends || count > max_arguments)
    return fail("a message has more than " + std::to_string(max_arguments) + " arguments");
  return {};
}

}  // namespace cation::ipc
