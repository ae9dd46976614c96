#pragma once

// The folder that only this user may enter, with the socket that renderers connect to.

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cation/result.h"
#include "link/unique_fd.h"

namespace cation::main {

class PrivateFolder {
 public:
  /// Where it may lie, the best first: $XDG_RUNTIME_DIR where that is this user's, $TMPDIR, /tmp.
  static std::vector<std::string> places();
  /// Makes a folder (mode 0700) in the first of these places that has room for it, and listens in
  /// it: one may be full, read-only, or too long for the path of a socket.
  static Result<PrivateFolder> make(std::span<const std::string> places);

  PrivateFolder(PrivateFolder&& other) noexcept
      : path_(std::exchange(other.path_, {})), listener_(std::move(other.listener_)) {}
  PrivateFolder& operator=(PrivateFolder&&) = delete;
  ~PrivateFolder() { remove(); }

  /// Removes the socket and the folder.
  void remove();

  /// Listens for connections; non-blocking.
  int listener() const { return listener_.get(); }
  std::string socket_path() const { return path_ + socket_name; }

 private:
  static constexpr const char* socket_name = "/main.sock";

  static Result<PrivateFolder> make_in(const std::string& place);
  PrivateFolder(std::string path, link::UniqueFd listener)
      : path_(std::move(path)), listener_(std::move(listener)) {}
  std::string path_;
  link::UniqueFd listener_;
};

/// The next connection that waits; an fd of -1 where none does.
link::UniqueFd accept_one(int listener);

}  // namespace cation::main
