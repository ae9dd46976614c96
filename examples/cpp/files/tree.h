#pragma once

// The folders below a folder, with the size of all that is in each.

#include <cation/result.h>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace files {

/// What the page gets, by the names of the fields.
struct Entry {
  std::string name;
  std::string path;
  bool folder = false;
  /// In bytes; of a folder, of all that is in it, once `measure` has counted.
  std::uint64_t size = 0;
};

struct Measure {
  std::uint64_t size = 0;
  std::uint64_t files = 0;
  /// Folders that may not be read.
  std::uint64_t closed = 0;
};

/// What is in a folder, folders first, by name.
cation::Result<std::vector<Entry>> list(const std::string& path);

/// Counts all that is below a folder, links not followed, and tells now and then how far it has
/// come; ends early where `stop` says so. On any thread.
Measure measure(const std::string& path, const std::stop_token& stop,
                const std::function<void(const Measure&)>& tell);

}  // namespace files
