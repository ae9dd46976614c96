#include "tree.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <tuple>

namespace files {

namespace fs = std::filesystem;

namespace {

constexpr auto between_words = std::chrono::milliseconds(100);

}  // namespace

cation::Result<std::vector<Entry>> list(const std::string& path) {
  std::vector<Entry> entries;
  std::error_code error;
  for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    const bool folder = at->is_directory(ignored) && !at->is_symlink(ignored);
    const auto size = folder || !at->is_regular_file(ignored) ? 0 : at->file_size(ignored);
    entries.push_back({at->path().filename().string(), at->path().string(), folder,
                       ignored ? 0 : static_cast<std::uint64_t>(size)});
  }
  if (error) return cation::fail("Cannot read " + path + ": " + error.message(), "ERR_UNREADABLE");
  std::ranges::sort(entries, {},
                    [](const Entry& entry) { return std::tuple(!entry.folder, entry.name); });
  return entries;
}

Measure measure(const std::string& path, const std::stop_token& stop,
                const std::function<void(const Measure&)>& tell) {
  Measure measure;
  auto told = std::chrono::steady_clock::now();
  std::vector<fs::path> folders{path};
  while (!folders.empty() && !stop.stop_requested()) {
    const fs::path folder = std::move(folders.back());
    folders.pop_back();
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
      std::error_code ignored;
      if (at->is_symlink(ignored)) continue;
      if (at->is_directory(ignored)) {
        folders.push_back(at->path());
      } else if (at->is_regular_file(ignored)) {
        const auto size = at->file_size(ignored);
        if (!ignored) measure.size += size;
        ++measure.files;
      }
    }
    if (error) ++measure.closed;
    if (const auto now = std::chrono::steady_clock::now(); now - told >= between_words) {
      told = now;
      tell(measure);
    }
  }
  return measure;
}

}  // namespace files
