#include "main/app_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace cation::main {

namespace fs = std::filesystem;

namespace {

constexpr std::array<const char*, 3> kinds{".js", ".cjs", ".json"};

/// Whether a path is the folder or lies in it; both are absolute and without detours.
bool lies_in(const fs::path& folder, const fs::path& path) {
  return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first ==
         folder.end();
}

std::unexpected<Error> refused(const std::string& path, const std::string& why) {
  return fail("'" + path + "' cannot be required: " + why, "ERR_ACCESS_DENIED");
}

std::unexpected<Error> outside(const fs::path& folder, const std::string& path) {
  return refused(path, "it lies outside of " + folder.string() +
                           "; put it into the app's folder, or into the script with a bundler");
}

/// Whether a file outside of the app belongs to a package that is linked into a `node_modules` of
/// it, as `npm link` and workspaces do: what an app installs is its own, wherever it lies.
bool is_linked(const fs::path& home, const fs::path& named, const fs::path& real) {
  std::error_code error;
  fs::path prefix;
  bool in_modules = false;
  for (const fs::path& part : named) {
    prefix /= part;
    if (in_modules && !part.string().starts_with('@')) {
      in_modules = false;
      if (fs::is_symlink(prefix, error) &&
          lies_in(home, fs::weakly_canonical(prefix.parent_path(), error)) && !error &&
          lies_in(fs::weakly_canonical(prefix, error), real) && !error)
        return true;
    }
    if (part == "node_modules") in_modules = true;
  }
  return false;
}

}  // namespace

std::string script_folder(const std::string& app_folder, const std::string& preload,
                          bool node_integration) {
  if (preload.empty()) return node_integration ? app_folder : "";
  std::error_code ignored;
  const fs::path script = fs::weakly_canonical(preload, ignored);
  const fs::path folder = app_folder.empty() ? "" : fs::weakly_canonical(app_folder, ignored);
  // As it was given: scripts name their files by the same way.
  if (!folder.empty() && lies_in(folder, script)) return app_folder;
  return fs::absolute(preload, ignored).parent_path().string();
}

Result<std::optional<std::string>> read_app_file(const std::string& folder,
                                                 const std::string& path) {
  std::error_code error;
  const fs::path home = fs::canonical(folder, error);
  if (error) return refused(path, "the app's folder is gone");
  const fs::path named(path);
  if (!named.is_absolute()) return refused(path, "the path is not absolute");
  const bool named_inside = lies_in(home, named.lexically_normal()) ||
                            lies_in(fs::path(folder), named.lexically_normal());
  if (!named_inside) return outside(home, path);
  if (std::find(kinds.begin(), kinds.end(), named.extension().string()) == kinds.end())
    return refused(path, "only .js, .cjs and .json files can be");
  const fs::path real = fs::canonical(named, error);
  if (error) return std::nullopt;
  if (!lies_in(home, real) && !is_linked(home, named.lexically_normal(), real))
    return outside(home, path);
  if (!fs::is_regular_file(real, error)) return std::nullopt;
  const auto size = fs::file_size(real, error);
  if (!error && size > max_script_bytes) return refused(path, "it is larger than 16 MiB");
  std::ifstream file(real, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (error || !file) return refused(path, "it cannot be read; see its permissions");
  return text;
}

}  // namespace cation::main
