#pragma once

// Files of every kind that a hostile process may hand over in place of memory, by name.

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "cation/value.h"
#include "link/unique_fd.h"

namespace cation::hostile {

class Files {
 public:
  /// Makes `{name, kind, size, seals}`. Kinds: memory, readable, writable (memory with that access
  /// alone), huge, pipe, zero, regular, folder, path (O_PATH), socket, event. `seals`: the bits of
  /// F_ADD_SEALS.
  std::optional<std::string> make(const Value& command);
  /// Writes `{name, offset, bytes}`.
  void write(const Value& command);
  /// Sets the size of `{name, size}`; false where it is sealed.
  bool resize(const Value& command);
  /// Writes random bytes to the first `bytes` bytes of `{name, bytes, seed}` until it is dropped.
  void scribble(const Value& command);
  void drop(const std::string& name);
  void keep(std::string name, link::UniqueFd file);
  /// The descriptors of these names; those that do not exist are left out.
  std::vector<int> named(const Value& names) const;

 private:
  struct File {
    link::UniqueFd file;
    link::UniqueFd other;  // the second end of a pipe
    std::jthread scribbler;
  };
  std::map<std::string, File> files_;
};

}  // namespace cation::hostile
