#include "process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace cation::shell::test {
namespace {

[[noreturn]] void become(const Process::How& how) {
  for (const auto& [name, value] : how.environment) {
    value.empty() ? unsetenv(name.c_str()) : setenv(name.c_str(), value.c_str(), 1);
  }
  if (!how.stderr_file.empty()) {
    dup2(open(how.stderr_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDERR_FILENO);
  }
  // The copy is not close-on-exec; where it is the same descriptor, dup2 would leave it so.
  if (how.descriptor_3 == 3) fcntl(3, F_SETFD, 0);
  if (how.descriptor_3 >= 0 && how.descriptor_3 != 3) dup2(how.descriptor_3, 3);
  std::vector<char*> arguments;
  for (const auto& word : how.command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

int status_of(int wait_status) {
  return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

}  // namespace

Process::Process(const How& how) : pid_(fork()) {
  if (pid_ == 0) become(how);
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), status_(other.status_) {}

Process::~Process() {
  if (pid_ <= 0 || status_) return;
  kill(pid_, SIGKILL);
  wait();
}

int Process::wait() {
  if (!status_) {
    int raw = 0;
    waitpid(pid_, &raw, 0);
    status_ = status_of(raw);
  }
  return *status_;
}

void Process::signal(int number) const { kill(pid_, number); }

std::string output_of(const std::vector<std::string>& command,
                      const std::map<std::string, std::string>& environment) {
  std::array<int, 2> pipe_ends{};
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) return {};
  const link::UniqueFd reader(pipe_ends[0]);
  link::UniqueFd writer(pipe_ends[1]);
  const pid_t pid = fork();
  if (pid == 0) {
    dup2(writer.get(), STDOUT_FILENO);
    become({.command = command, .environment = environment, .stderr_file = {}});
  }
  writer.reset();
  std::string output;
  std::array<char, 4096> buffer{};
  for (ssize_t size; (size = read(reader.get(), buffer.data(), buffer.size())) > 0;) {
    output.append(buffer.data(), static_cast<std::size_t>(size));
  }
  int raw = 0;
  waitpid(pid, &raw, 0);
  std::string words;
  for (const auto& word : command) words += word + " ";
  EXPECT_EQ(status_of(raw), 0) << words;
  while (output.ends_with('\n')) output.pop_back();
  return output;
}

}  // namespace cation::shell::test
