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

constexpr const char* name_pattern = "/cation-XXXXXX";

/// Whether a folder is this user's, as the specification of XDG_RUNTIME_DIR wants it: whoever owns
/// it could put another one in the place of ours.
bool is_ours(const char* path) {
  struct stat facts{};
  return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode) && facts.st_uid == geteuid();
}

}  // namespace

std::vector<std::string> PrivateFolder::places() {
  std::vector<std::string> places;
  const char* runtime = getenv("XDG_RUNTIME_DIR");
  if (runtime != nullptr && *runtime == '/' && is_ours(runtime)) places.emplace_back(runtime);
  const char* temporary = getenv("TMPDIR");
  if (temporary != nullptr && *temporary == '/') places.emplace_back(temporary);
  places.emplace_back("/tmp");
  return places;
}

Result<PrivateFolder> PrivateFolder::make(std::span<const std::string> places) {
  std::string tried;
  std::string why;
  for (const std::string& place : places) {
    auto folder = make_in(place);
    if (folder) return folder;
    tried += (tried.empty() ? "" : ", ") + place;
    why = folder.error().message;
  }
  return fail("No folder for the app's socket could be made in " + tried + ": " + why,
              "ERR_NO_PRIVATE_FOLDER");
}

Result<PrivateFolder> PrivateFolder::make_in(const std::string& place) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (place.size() + std::strlen(name_pattern) + std::strlen(socket_name) >=
      sizeof address.sun_path)
    return fail(place + " is too long for the path of a socket");
  std::string path = place + name_pattern;
  if (mkdtemp(path.data()) == nullptr) return link::system_error(place);
  link::UniqueFd listener(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  // From here on the folder goes where the socket cannot be had.
  PrivateFolder folder(path, std::move(listener));
  if (!folder.listener_) return link::system_error(place);
  const std::string socket_path = folder.socket_path();
  std::memcpy(address.sun_path, socket_path.c_str(), socket_path.size() + 1);
  if (bind(folder.listener(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      listen(folder.listener(), 64) != 0)
    return link::system_error(place);
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
