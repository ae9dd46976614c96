#include "files.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <random>

namespace cation::hostile {

namespace {

link::UniqueFd memory(unsigned flags, off_t size, int seals) {
  link::UniqueFd file(memfd_create("hostile", MFD_CLOEXEC | MFD_ALLOW_SEALING | flags));
  if (file && ftruncate(file.get(), size) != 0) file.reset();
  if (file && seals != 0 && fcntl(file.get(), F_ADD_SEALS, seals) != 0) file.reset();
  return file;
}

link::UniqueFd again(const link::UniqueFd& file, int access) {
  const std::string path = "/proc/self/fd/" + std::to_string(file.get());
  return link::UniqueFd(open(path.c_str(), access | O_CLOEXEC));
}

}  // namespace

std::optional<std::string> Files::make(const Value& command) {
  const auto kind = command["kind"].value_or<std::string>("memory");
  const auto size = static_cast<off_t>(command["size"].value_or<double>(0));
  const int seals = command["seals"].value_or<int>(0);
  File made;
  std::array<int, 2> pair{-1, -1};
  if (kind == "memory") {
    made.file = memory(0, size, seals);
  } else if (kind == "readable" || kind == "writable") {
    made.file = again(memory(0, size, seals), kind == "readable" ? O_RDONLY : O_WRONLY);
  } else if (kind == "huge") {
    made.file = memory(MFD_HUGETLB, size, seals);
  } else if (kind == "pipe") {
    if (pipe2(pair.data(), O_CLOEXEC) == 0) made.file.reset(pair[0]), made.other.reset(pair[1]);
  } else if (kind == "socket") {
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) == 0)
      made.file.reset(pair[0]), made.other.reset(pair[1]);
  } else if (kind == "zero") {
    made.file.reset(open("/dev/zero", O_RDWR | O_CLOEXEC));
  } else if (kind == "regular") {
    made.file.reset(open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (made.file && ftruncate(made.file.get(), size) != 0) made.file.reset();
  } else if (kind == "folder") {
    made.file.reset(open("/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  } else if (kind == "path") {
    made.file.reset(open("/tmp", O_PATH | O_CLOEXEC));
  } else if (kind == "event") {
    made.file.reset(eventfd(0, EFD_CLOEXEC));
  }
  if (!made.file) return "no file of the kind " + kind + ": " + std::strerror(errno);
  files_[command["name"].value_or<std::string>("")] = std::move(made);
  return std::nullopt;
}

void Files::write(const Value& command) {
  auto found = files_.find(command["name"].value_or<std::string>(""));
  if (found == files_.end()) return;
  const auto bytes = command["bytes"].to<std::span<const std::byte>>();
  if (!bytes) return;
  auto offset = static_cast<off_t>(command["offset"].value_or<double>(0));
  for (auto rest = *bytes; !rest.empty();) {
    const ssize_t done = pwrite(found->second.file.get(), rest.data(), rest.size(), offset);
    if (done <= 0) return;
    rest = rest.subspan(static_cast<std::size_t>(done));
    offset += done;
  }
}

bool Files::resize(const Value& command) {
  auto found = files_.find(command["name"].value_or<std::string>(""));
  return found != files_.end() &&
         ftruncate(found->second.file.get(),
                   static_cast<off_t>(command["size"].value_or<double>(0))) == 0;
}

void Files::scribble(const Value& command) {
  auto found = files_.find(command["name"].value_or<std::string>(""));
  if (found == files_.end()) return;
  const int file = found->second.file.get();
  const auto bytes = command["bytes"].value_or<std::uint32_t>(64);
  const auto seed = command["seed"].value_or<std::uint32_t>(1);
  found->second.scribbler = std::jthread([=](const std::stop_token& stop) {
    std::mt19937 random(seed);
    while (!stop.stop_requested()) {
      const std::uint32_t word = random();
      (void)!pwrite(file, &word, sizeof word, random() % bytes);
    }
  });
}

void Files::drop(const std::string& name) { files_.erase(name); }

void Files::keep(std::string name, link::UniqueFd file) {
  files_[std::move(name)].file = std::move(file);
}

std::vector<int> Files::named(const Value& names) const {
  std::vector<int> fds;
  for (const Value& name : names) {
    auto found = files_.find(name.value_or<std::string>(""));
    if (found != files_.end()) fds.push_back(found->second.file.get());
  }
  return fds;
}

}  // namespace cation::hostile
