#pragma once

// The folder that only this user may enter, with the socket that renderers connect to.

#include <string>
#include <utility>

#include "cation/result.h"
#include "link/unique_fd.h"

namespace cation::main {

class PrivateFolder {
 public:
  /// Makes a folder (mode 0700) under $XDG_RUNTIME_DIR, or the temporary folder where that is not
  /// set, and listens in it.
  static Result<PrivateFolder> make();

  PrivateFolder(PrivateFolder&& other) noexcept
      : path_(std::exchange(other.path_, {})), listener_(std::move(other.listener_)) {}
  /// Removes what it had.
  PrivateFolder& operator=(PrivateFolder&& other) noexcept {
    if (this == &other) return *this;
    remove();
    path_ = std::exchange(other.path_, {});
    listener_ = std::move(other.listener_);
    return *this;
  }
  ~PrivateFolder() { remove(); }

  /// Removes the socket and the folder.
  void remove();

  /// Listens for connections; non-blocking.
  int listener() const { return listener_.get(); }
  std::string socket_path() const { return path_ + "/main.sock"; }

 private:
  PrivateFolder(std::string path, link::UniqueFd listener)
      : path_(std::move(path)), listener_(std::move(listener)) {}
  std::string path_;
  link::UniqueFd listener_;
};

/// The next connection that waits; an fd of -1 where none does.
link::UniqueFd accept_one(int listener);

}  // namespace cation::main
