#include "clone/shapes.h"

#include <functional>

#include "clone/index.h"
#include "clone/text.h"

namespace cation::clone {

namespace {

std::size_t hash(std::span<const Value::Entry> entries) {
  std::size_t sum = entries.size();
  for (const Value::Entry& entry : entries) {
    sum = sum * 0x9e3779b97f4a7c15u + std::hash<std::string_view>()(entry.key);
  }
  return sum;
}

/// Text of at most so many bytes has no more units.
bool is_record_key(std::string_view key) {
  return key.size() <= max_record_key_units || count_units(key) <= max_record_key_units;
}

}  // namespace

std::uint32_t Shapes::search(std::span<const Value::Entry> entries) {
  if (entries.empty() || entries.size() > max_record_keys) return none;
  const std::size_t sum = hash(entries);
  for (std::uint32_t number = 0; number < hashes_.size(); ++number) {
    if (hashes_[number] != sum || !same_keys(shapes_[number].example, entries)) continue;
    shapes_[last_].next = number;
    last_ = number;
    return number;
  }
  if (shapes_.size() == max_shapes) return none;
  for (const Value::Entry& entry : entries) {
    if (!is_record_key(entry.key) || is_far_index(entry.key, entries.size())) return none;
  }
  const auto number = static_cast<std::uint32_t>(shapes_.size());
  shapes_.push_back({entries, number});
  hashes_.push_back(sum);
  shapes_[last_].next = number;
  last_ = number;
  return is_new;
}

}  // namespace cation::clone
