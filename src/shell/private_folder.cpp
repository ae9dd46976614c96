#include "shell/private_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <utility>

namespace cation::shell {

PrivateFolder::PrivateFolder(std::string socket) : socket_(std::move(socket)) {
  folder_ = socket_.substr(0, socket_.rfind('/'));
}

void PrivateFolder::remove() {
  const std::string socket = std::exchange(socket_, {});
  if (socket.empty() || folder_.empty()) return;
  struct stat info{};
  if (lstat(folder_.c_str(), &info) != 0 || !S_ISDIR(info.st_mode) || info.st_uid != geteuid() ||
      (info.st_mode & 0777) != 0700) {
    return;
  }
  if (lstat(socket.c_str(), &info) == 0 && S_ISSOCK(info.st_mode)) ::unlink(socket.c_str());
  ::rmdir(folder_.c_str());
}

}  // namespace cation::shell
