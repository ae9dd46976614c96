#include "clone/text_input.h"

#include <cstring>

#include "clone/text.h"
#include "clone/wire.h"

namespace cation::clone {

namespace {

/// What stands in front of text, and its bytes as they are.
struct Raw {
  Form form;
  std::uint64_t units;
  std::string_view bytes;
};

std::optional<Raw> read_raw(Input& input) {
  const std::uint64_t head = input.varint();
  const std::uint64_t units = head >> 2;
  const auto form = static_cast<Form>(head & 3);
  std::uint64_t size = units;
  if (form == Form::utf8) size = input.varint();
  if (form == Form::utf16) size = units * 2;
  const std::string_view bytes = input.chars(size);
  if (input.failed() || form > Form::utf16) return std::nullopt;
  if (form == Form::ascii && !is_ascii(bytes)) return std::nullopt;
  return Raw{form, units, bytes};
}

bool to_units(const Raw& raw, std::u16string& units) {
  if (raw.form == Form::utf16) {
    units.resize(static_cast<std::size_t>(raw.units));
    std::memcpy(units.data(), raw.bytes.data(), raw.bytes.size());
    return true;
  }
  // No more units than bytes, and no fewer than a third.
  if (raw.units > raw.bytes.size()) return false;
  units.reserve(static_cast<std::size_t>(raw.units));
  return append_strict_utf16(raw.bytes, units) && units.size() == raw.units;
}

std::string_view store(std::u16string_view units, Arena& arena) {
  char* place = arena.array<char>(units.size() * 3);
  return {place, write_utf8(units, place)};
}

std::string_view store(std::string_view ascii, Arena& arena) {
  if (ascii.empty()) return {};
  char* place = arena.array<char>(ascii.size());
  std::memcpy(place, ascii.data(), ascii.size());
  return {place, ascii.size()};
}

}  // namespace

std::optional<std::string_view> TextInput::read(Input& input, Arena& arena, std::size_t* units) {
  const auto raw = read_raw(input);
  if (!raw) return std::nullopt;
  if (units) *units = static_cast<std::size_t>(raw->units);
  if (raw->form == Form::ascii) return store(raw->bytes, arena);
  std::u16string text;
  if (!to_units(*raw, text)) return std::nullopt;
  return store(text, arena);
}

bool TextInput::open_segment() {
  const auto raw = read_raw(input_);
  if (!raw || raw->units == 0) return false;
  ascii_ = raw->form == Form::ascii;
  if (ascii_) {
    at_ = store(raw->bytes, *arena_).data();
  } else {
    units_.clear();
    if (!to_units(*raw, units_)) return false;
  }
  left_ = raw->units;
  return true;
}

std::string_view TextInput::cut(std::size_t units) {
  // `left_` is already without them.
  const std::size_t from = units_.size() - static_cast<std::size_t>(left_) - units;
  return store(std::u16string_view(units_).substr(from, units), *arena_);
}

}  // namespace cation::clone
