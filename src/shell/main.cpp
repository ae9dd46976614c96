// cation-shell: the windows of an app. Started by its main process; docs/protocol.md, "How the
// shell starts".

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>

#include <span>
#include <utility>

#include "link/hangup.h"
#include "link/link.h"
#include "link/unique_fd.h"
#include "shell/environment.h"
#include "shell/log.h"
#include "shell/options.h"
#include "shell/private_folder.h"
#include "shell/shell.h"

namespace {

constexpr int link_descriptor = 3;
constexpr int usage_error = 2;

}  // namespace

int main(int argc, char** argv) {
  using namespace cation;
  // Argument 0 is the program.
  const std::span<char*> arguments(argv + 1, argc > 0 ? argc - 1 : 0);
  auto options = shell::parse_options(arguments);
  if (!options) {
    shell::warn("cation-shell: " + options.error().message);
    return usage_error;
  }
  auto link = link::Link::adopt(link::UniqueFd(link_descriptor));
  if (!link) {
    shell::warn("cation-shell is started by a main process: " + link.error().message);
    return usage_error;
  }
  fcntl(link_descriptor, F_SETFD, FD_CLOEXEC);
  // A shell that is stopped when main is killed goes on, and so sees that it is to leave. To one
  // that runs the signal is none.
  prctl(PR_SET_PDEATHSIG, SIGCONT);
  // And one that hangs leaves as well; its network process goes with it.
  link::end_with_peer(link_descriptor, shell::Shell::grace,
                      [socket = options->socket] { shell::PrivateFolder(socket).remove(); });
  shell::prepare_process();
  return shell::Shell(std::move(*options), std::move(*link)).run();
}
