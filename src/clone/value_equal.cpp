#include <algorithm>
#include <cmath>
#include <set>

#include "clone/node.h"

namespace cation {

using namespace clone;

namespace {

/// Two graphs, compared step by step. A pair that is met again is taken as equal: it is being
/// compared, or was.
class Comparison {
 public:
  bool run(const Value& left, const Value& right) {
    todo_.emplace_back(&left, &right);
    while (!todo_.empty()) {
      const auto [a, b] = todo_.back();
      todo_.pop_back();
      if (!step(*a, *b)) return false;
    }
    return true;
  }

 private:
  bool step(const Value& a, const Value& b) {
    if (a.type() != b.type() || Access::is_hole(a) != Access::is_hole(b)) return false;
    if (Access::has_node(a)) {
      const Node* left = Access::identity(a);
      const Node* right = Access::identity(b);
      if (left == right) return true;
      if (a.type() >= Type::view && !seen_.emplace(left, right).second) return true;
    }
    switch (a.type()) {
      case Type::undefined:
      case Type::null:
        return true;
      case Type::boolean:
        return a.boolean() == b.boolean();
      case Type::number:
        return same(a.number(), b.number());
      case Type::string:
        return a.text() == b.text();
      case Type::bigint:
        return a.bigint().negative == b.bigint().negative &&
               std::ranges::equal(a.bigint().magnitude, b.bigint().magnitude);
      case Type::date:
        return same(a.milliseconds(), b.milliseconds());
      case Type::regexp:
        return a.regexp().source == b.regexp().source && a.regexp().flags == b.regexp().flags;
      case Type::boxed:
        return later(a.unboxed(), b.unboxed());
      case Type::buffer:
        return a.max_size() == b.max_size() && std::ranges::equal(a.bytes(), b.bytes());
      case Type::view:
        return views(a.view(), b.view());
      case Type::file:
        if (a.file().name != b.file().name || a.file().last_modified != b.file().last_modified) {
          return false;
        }
        [[fallthrough]];
      case Type::blob:
        return a.blob().type == b.blob().type && std::ranges::equal(a.bytes(), b.bytes());
      case Type::port:
        return a.port() == b.port();
      case Type::array:
        return a.size() == b.size() && values(a.items(), b.items()) &&
               pairs(a.elements(), b.elements());
      case Type::set:
        return values(a.items(), b.items());
      case Type::map:
        return pairs(a.pairs(), b.pairs());
      case Type::error:
        if (a.error_kind() != b.error_kind()) return false;
        [[fallthrough]];
      case Type::object:
        return entries(a.entries(), b.entries());
    }
    return false;
  }

  static bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

  bool later(const Value& a, const Value& b) {
    todo_.emplace_back(&a, &b);
    return true;
  }
  bool values(std::span<const Value> a, std::span<const Value> b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = a.size(); i-- > 0;) later(a[i], b[i]);
    return true;
  }
  bool pairs(std::span<const Value::Pair> a, std::span<const Value::Pair> b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = a.size(); i-- > 0;) {
      later(a[i].value, b[i].value);
      later(a[i].key, b[i].key);
    }
    return true;
  }
  bool entries(std::span<const Value::Entry> a, std::span<const Value::Entry> b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = a.size(); i-- > 0;) {
      if (a[i].key != b[i].key) return false;
      later(a[i].value, b[i].value);
    }
    return true;
  }
  bool views(const Value::View& a, const Value::View& b) {
    return a.kind == b.kind && a.byte_offset == b.byte_offset && a.length == b.length &&
           a.tracks_length == b.tracks_length && later(a.buffer, b.buffer);
  }

  std::vector<std::pair<const Value*, const Value*>> todo_;
  std::set<std::pair<const Node*, const Node*>> seen_;
};

}  // namespace

bool operator==(const Value& left, const Value& right) {
  if (left.type_ != right.type_) return false;
  switch (left.type_) {
    case Type::undefined:
    case Type::null:
      return true;
    case Type::boolean:
      return left.payload_.boolean == right.payload_.boolean;
    case Type::string:
      return left.text() == right.text();
    default:
      return Comparison().run(left, right);
  }
}

}  // namespace cation
