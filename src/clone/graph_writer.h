#pragma once

// Walks a value and writes its body and text. Containers that are open lie on a stack of its own,
// for values may be deeper than the machine's stack.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <span>
#include <vector>

#include "cation/result.h"
#include "cation/value.h"
#include "clone/identities.h"
#include "clone/limits.h"
#include "clone/node.h"
#include "clone/shapes.h"
#include "clone/writer.h"

namespace cation::clone {

class GraphWriter {
 public:
  /// `look_all_up`: as `Identities` takes it.
  explicit GraphWriter(bool look_all_up) : identities_(&memory_, look_all_up) {}
  GraphWriter(const GraphWriter&) = delete;
  GraphWriter& operator=(const GraphWriter&) = delete;

  /// Writes the value; nothing where all is well. Once only.
  std::optional<Error> run(const Value& root, const Limits& limits);
  /// Whether another writer must write the value, which looks up all objects.
  bool run_again() const { return identities_.run_again(); }

  Writer& out() { return out_; }
  bool has_references() const { return references_; }

 private:
  enum class Fill : std::uint8_t { values, record, entries, pairs };
  /// What is left to be written of a container.
  struct Frame {
    const void* at;
    const void* end;
    Fill fill;
    bool has_key = false;  // the key of the pair at `at` is written
  };

  // Each writes until a container opens or the topmost one is done. Where one opens, its frame is
  // put above this one, and the reference is no longer valid.
  void step(Frame& frame);
  void values(Frame& frame);
  template <bool with_keys>
  void entries(Frame& frame);
  void pairs(Frame& frame);

  // Each answers whether it opened a container, or wrote so much that the step must end.
  bool value(const Value& value);
  bool array(const ArrayNode& node);
  bool record(std::span<const Value::Entry> entries);
  bool error(const Value& value);
  template <typename T>
  bool open(Fill fill, std::span<const T> parts);

  bool is_too_large() const;
  /// What a message makes that is past the limits; null where nothing is.
  const char* excess(const Limits& limits) const;
  /// Counts what a leaf is beyond one object.
  void weigh(const Value& value);
  void weigh_bigint(const BigInt& number);
  void define(std::span<const Value::Entry> entries);
  void leaf(const Value& value);
  void view(const Value::View& view);

  // Small messages need no memory of the heap but for their bytes.
  std::array<std::byte, 2048> first_;
  std::pmr::monotonic_buffer_resource memory_{first_.data(), first_.size()};
  Writer out_;
  std::pmr::vector<Frame> frames_{&memory_};
  Identities identities_;
  Shapes shapes_{&memory_};
  bool references_ = false;
  // What the message makes, beyond the objects that have a number.
  std::uint64_t objects_ = 0;
  std::uint64_t values_ = 0;
  std::uint64_t growing_ = 0;
  std::uint64_t growing_bytes_ = 0;
  /// What no message may have, whatever the limits.
  const char* excess_ = nullptr;
};

}  // namespace cation::clone
