#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "link/unique_fd.h"

namespace cation::shell::test {

/// A child process, ended with this object if it has not ended by itself.
class Process {
 public:
  struct How {
    std::vector<std::string> command;
    std::map<std::string, std::string> environment;  // besides our own; empty values are unset
    /// What the child gets as descriptor 3.
    int descriptor_3 = -1;
    /// The file that its stderr goes to; empty: ours.
    std::string stderr_file;
  };
  explicit Process(const How& how);
  Process(Process&& other) noexcept;
  ~Process();

  pid_t pid() const { return pid_; }
  /// Waits for its end. The exit status, or 128 + the signal.
  int wait();
  void signal(int number) const;

 private:
  pid_t pid_ = -1;
  std::optional<int> status_;
};

/// Runs a command to its end and gives what it wrote, without the newline at the end. A command
/// that fails fails the test.
std::string output_of(const std::vector<std::string>& command,
                      const std::map<std::string, std::string>& environment = {});

}  // namespace cation::shell::test
