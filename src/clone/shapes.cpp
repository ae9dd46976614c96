#include "clone/shapes.h"

#include <functional>

#include "clone/text.h"

namespace cation::clone {

bool Shapes::same_keys(std::span<const Value::Entry> left, std::span<const Value::Entry> right) {
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const std::string_view a = left[i].key;
    const std::string_view b = right[i].key;
    // Records of one decoded message share their keys.
    if (a.data() != b.data() ? a != b : a.size() != b.size()) return false;
  }
  return true;
}

std::size_t Shapes::hash(std::span<const Value::Entry> entries) {
  std::size_t sum = entries.size();
  for (const Value::Entry& entry : entries) {
    sum = sum * 0x9e3779b97f4a7c15u + std::hash<std::string_view>()(entry.key);
  }
  return sum;
}

std::optional<Shapes::Found> Shapes::find(std::span<const Value::Entry> entries) {
  if (entries.empty() || entries.size() > max_record_keys) return std::nullopt;
  // Records alternate mostly as they did before.
  if (!shapes_.empty()) {
    const std::uint32_t likely = shapes_[last_].next;
    if (same_keys(shapes_[likely].example, entries)) {
      last_ = likely;
      return Found{likely, false};
    }
  }
  const std::size_t sum = hash(entries);
  for (auto [it, end] = by_hash_.equal_range(sum); it != end; ++it) {
    if (!same_keys(shapes_[it->second].example, entries)) continue;
    shapes_[last_].next = it->second;
    last_ = it->second;
    return Found{it->second, false};
  }
  if (shapes_.size() == max_shapes) return std::nullopt;
  for (const Value::Entry& entry : entries) {
    // Text of at most so many bytes has no more units.
    if (entry.key.size() > max_record_key_units && count_units(entry.key) > max_record_key_units) {
      return std::nullopt;
    }
  }
  const auto number = static_cast<std::uint32_t>(shapes_.size());
  shapes_.push_back({entries, number});
  by_hash_.emplace(sum, number);
  shapes_[last_].next = number;
  last_ = number;
  return Found{number, true};
}

}  // namespace cation::clone
