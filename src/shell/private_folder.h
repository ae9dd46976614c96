#pragma once

#include <string>

namespace cation::shell {

/// The folder of main's socket: removed with the socket at the end of this object's life, however
/// main ended. Nothing else is ever removed: a folder that holds more, or is not private to this
/// user (mode 0700), stays.
class PrivateFolder {
 public:
  explicit PrivateFolder(std::string socket);
  ~PrivateFolder() { remove(); }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  const std::string& path() const { return folder_; }
  /// Removes it now. Does nothing the second time.
  void remove();

 private:
  std::string socket_;
  std::string folder_;
};

}  // namespace cation::shell
