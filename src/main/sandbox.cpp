#include "main/sandbox.h"

#include <stdlib.h>

#include <fstream>
#include <sstream>
#include <string_view>
#include <system_error>

namespace cation::main {
namespace {

namespace fs = std::filesystem;

struct Status {
  int seccomp = 0;
  /// Its numbers in the spaces of processes that it is in: one, where that is the outermost alone.
  int process_numbers = 0;
};

/// https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
std::optional<Status> status_of(const fs::path& folder) {
  std::ifstream file(folder / "status");
  if (!file) return std::nullopt;
  Status status;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string name;
    words >> name;
    if (name == "Seccomp:") words >> status.seccomp;
    if (name != "NSpid:") continue;
    for (std::string number; words >> number;) ++status.process_numbers;
  }
  return status;
}

}  // namespace

std::optional<bool> is_sandboxed(pid_t process, const fs::path& proc) {
  if (process <= 0) return std::nullopt;
  const fs::path folder = proc / std::to_string(process);
  const fs::path own = proc / "self";
  const auto status = status_of(folder);
  const auto own_status = status_of(own);
  if (!status || !own_status) return std::nullopt;
  constexpr int filtered = 2;
  if (status->seccomp != filtered || status->process_numbers <= own_status->process_numbers)
    return false;
  for (const char* space : {"mnt", "pid", "net"}) {
    std::error_code error;
    const fs::path theirs = fs::read_symlink(folder / "ns" / space, error);
    const fs::path ours = error ? fs::path() : fs::read_symlink(own / "ns" / space, error);
    if (error) return std::nullopt;
    if (theirs == ours) return false;
  }
  return true;
}

bool is_web_process(pid_t process, const fs::path& proc) {
  // The system keeps the first 15 characters of WebKitWebProcess.
  std::ifstream file(proc / std::to_string(process) / "comm");
  std::string name;
  return std::getline(file, name) && name == "WebKitWebProces";
}

std::string why_not_sandboxed(const fs::path& root) {
  const auto is = [](const char* name, std::string_view wanted) {
    const char* value = getenv(name);
    return value != nullptr && value == wanted;
  };
  for (const char* name : {"CATION_NO_SANDBOX", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"})
    if (is(name, "1")) return std::string(name) + " is set";
  if (is("WEBKIT_FORCE_SANDBOX", "0")) return "WEBKIT_FORCE_SANDBOX is 0";
  std::error_code ignored;
  if (fs::exists(root / ".flatpak-info", ignored))
    return "WebKit takes this machine for a Flatpak, where it has none, because of the file "
           "/.flatpak-info; if this is no Flatpak, remove that file";
  return "WebKit started them without it; look whether bubblewrap (bwrap) is installed, and may "
         "make namespaces";
}

}  // namespace cation::main
