#include "api/runtime_folder.h"

#include <dlfcn.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

namespace cation::api {

namespace fs = std::filesystem;

namespace {

bool has_shell(const fs::path& folder) {
  return access((folder / "cation-shell").c_str(), X_OK) == 0;
}

/// The file that this code was loaded from: the shared library, or the program.
fs::path library_path() {
  Dl_info info{};
  if (dladdr(reinterpret_cast<void*>(&find_runtime_folder), &info) == 0 || !info.dli_fname)
    return {};
  std::error_code ignored;
  return fs::canonical(info.dli_fname, ignored);
}

}  // namespace

std::string program_path() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored).string();
}

Result<std::string> find_runtime_folder(const std::string& given) {
  std::vector<fs::path> folders;
  const char* named = std::getenv("CATION_RUNTIME");
  if (!given.empty()) {
    folders.emplace_back(given);
  } else if (named != nullptr && *named != '\0') {
    folders.emplace_back(named);
  } else {
    const fs::path beside = fs::path(program_path()).parent_path();
    folders = {beside / "cation", beside.parent_path() / "lib/cation"};
    if (fs::path library = library_path(); !library.empty())
      folders.push_back(library.parent_path() / "cation");
    folders.emplace_back(CATION_INSTALLED_RUNTIME);
  }
  std::string list;
  for (const fs::path& folder : folders) {
    if (has_shell(folder)) return fs::absolute(folder).string();
    list += (list.empty() ? "" : ", ") + folder.string();
  }
  return fail("cation-shell, the program that shows the windows, was not found in " + list +
                  "; install Cation, or set CATION_RUNTIME to the folder that has it",
              "ERR_SHELL_NOT_FOUND");
}

}  // namespace cation::api
