#include "shell/environment.h"

#include <glib.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>

namespace cation::shell {
namespace {

bool has_gpu() {
  std::error_code error;
  for (const auto& node : std::filesystem::directory_iterator("/dev/dri", error)) {
    if (node.path().filename().string().starts_with("renderD")) return true;
  }
  return false;
}

}  // namespace

void prepare_process() {
  if (!has_gpu()) g_setenv("WEBKIT_DISABLE_DMABUF_RENDERER", "1", FALSE);
  setpgid(0, 0);
  signal(SIGPIPE, SIG_IGN);
}

}  // namespace cation::shell
