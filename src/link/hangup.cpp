#include "link/hangup.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <thread>
#include <utility>

#include "link/unique_fd.h"

namespace cation::link {
namespace {

void wait_for_hangup(int socket) {
  // The end alone is waited for, which needs no asking: what there is to read is not for here.
  pollfd watched{.fd = socket, .events = 0, .revents = 0};
  while (::poll(&watched, 1, -1) < 0 && errno == EINTR) {
  }
}

}  // namespace

void end_with_peer(int socket, std::chrono::milliseconds grace, std::function<void()> last) {
  // Of its own: the number of the caller's may be another file's one day.
  UniqueFd own(::fcntl(socket, F_DUPFD_CLOEXEC, 0));
  if (!own) return;
  // Signals are for the threads that were there before.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread([own = std::move(own), grace, last = std::move(last)] {
    wait_for_hangup(own.get());
    std::this_thread::sleep_for(grace);
    if (last) last();
    ::_exit(0);
  }).detach();
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace cation::link
