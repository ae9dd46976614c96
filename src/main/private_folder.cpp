#include "main/private_folder.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

#include "link/system_error.h"

namespace cation::main {

namespace {

std::string base_folder() {
  for (const char* name : {"XDG_RUNTIME_DIR", "TMPDIR"}) {
    const char* path = getenv(name);
    if (path != nullptr && *path == '/' && access(path, W_OK | X_OK) == 0) return path;
  }
  return "/tmp";
}

}  // namespace

Result<PrivateFolder> PrivateFolder::make() {
  std::string path = base_folder() + "/cation-XXXXXX";
  if (mkdtemp(path.data()) == nullptr)
    return link::system_error("No folder could be made in " + base_folder());
  link::UniqueFd listener(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  PrivateFolder folder(path, std::move(listener));
  if (!folder.listener_) return link::system_error("No socket could be made");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::string socket_path = folder.socket_path();
  if (socket_path.size() >= sizeof address.sun_path)
    return fail("The path " + socket_path +
                    " is too long for a socket; set XDG_RUNTIME_DIR to a shorter one",
                "ERR_PATH_TOO_LONG");
  std::memcpy(address.sun_path, socket_path.c_str(), socket_path.size() + 1);
  if (bind(folder.listener(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      listen(folder.listener(), 64) != 0)
    return link::system_error("The socket " + socket_path + " could not be made");
  return folder;
}

void PrivateFolder::remove() {
  if (path_.empty()) return;
  unlink(socket_path().c_str());
  rmdir(path_.c_str());
  path_.clear();
}

link::UniqueFd accept_one(int listener) {
  return link::UniqueFd(accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
}

}  // namespace cation::main
