// What the machine can do at all: two processes, a socket pair, blocking reads and writes of one
// small message. Prints one line of JSON: microseconds, and messages a second.

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Message = std::array<char, 64>;

constexpr int warm_ups = 2'000;
constexpr int round_trips = 20'000;
constexpr int one_way_messages = 400'000;

bool write_all(int fd, const Message& message) {
  return ::write(fd, message.data(), message.size()) == static_cast<ssize_t>(message.size());
}

bool read_all(int fd, Message& message) {
  std::size_t got = 0;
  while (got < message.size()) {
    const ssize_t count = ::read(fd, message.data() + got, message.size() - got);
    if (count <= 0) return false;
    got += static_cast<std::size_t>(count);
  }
  return true;
}

// The other process: echoes, then swallows, then answers once.
int serve(int fd) {
  Message message{};
  for (int i = 0; i < warm_ups + round_trips; ++i) {
    if (!read_all(fd, message) || !write_all(fd, message)) return 1;
  }
  for (int i = 0; i < one_way_messages; ++i) {
    if (!read_all(fd, message)) return 1;
  }
  return write_all(fd, message) ? 0 : 1;
}

double microseconds(Clock::duration time) {
  return std::chrono::duration<double, std::micro>(time).count();
}

bool measure(int fd) {
  Message message{};
  std::vector<double> times;
  times.reserve(round_trips);
  for (int i = 0; i < warm_ups + round_trips; ++i) {
    const auto start = Clock::now();
    if (!write_all(fd, message) || !read_all(fd, message)) return false;
    if (i >= warm_ups) times.push_back(microseconds(Clock::now() - start));
  }
  const auto start = Clock::now();
  for (int i = 0; i < one_way_messages; ++i) {
    if (!write_all(fd, message)) return false;
  }
  if (!read_all(fd, message)) return false;
  const double seconds = microseconds(Clock::now() - start) / 1e6;

  std::sort(times.begin(), times.end());
  std::printf("{\"median\": %.2f, \"p99\": %.2f, \"rate\": %.0f}\n", times[times.size() / 2],
              times[times.size() * 99 / 100], one_way_messages / seconds);
  return true;
}

}  // namespace

int main() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    std::perror("socketpair");
    return EXIT_FAILURE;
  }
  const pid_t child = ::fork();
  if (child < 0) {
    std::perror("fork");
    return EXIT_FAILURE;
  }
  if (child == 0) {
    ::close(ends[0]);
    ::_exit(serve(ends[1]));
  }
  ::close(ends[1]);
  const bool measured = measure(ends[0]);
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  if (!measured) std::fputs("the other process is gone\n", stderr);
  return measured ? EXIT_SUCCESS : EXIT_FAILURE;
}
