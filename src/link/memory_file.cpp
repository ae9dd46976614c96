#include "link/memory_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "link/system_error.h"

namespace cation::link {

Result<Mapping> Mapping::map(int fd, std::size_t size) {
  void* data = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (data == MAP_FAILED) return system_error("Shared memory could not be mapped");
  return Mapping(static_cast<std::byte*>(data), size);
}

Mapping& Mapping::operator=(Mapping&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

Mapping::~Mapping() {
  if (data_ != nullptr) munmap(data_, size_);
}

Result<UniqueFd> make_memory_file(std::size_t size) {
  UniqueFd file(memfd_create("cation", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file) return system_error("A memory file could not be made");
  if (ftruncate(file.get(), static_cast<off_t>(size)) != 0)
    return system_error("A memory file could not get its size");
  if (fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
    return system_error("A memory file could not be sealed");
  return file;
}

Result<std::size_t> sealed_size(int fd) {
  int seals = fcntl(fd, F_GET_SEALS);
  if (seals < 0 || !(seals & F_SEAL_SHRINK)) return fail("shared memory is not sealed");
  struct stat facts{};
  if (fstat(fd, &facts) != 0) return system_error("shared memory has no size");
  // Memory in huge pages can run out at a touch, which kills the process that touches it.
  if (facts.st_blksize != sysconf(_SC_PAGESIZE))
    return fail("shared memory has pages of an odd size");
  return static_cast<std::size_t>(facts.st_size);
}

Result<UniqueFd> write_memory_file(std::span<const std::span<const std::byte>> parts,
                                   std::size_t size) {
  auto file = make_memory_file(size);
  if (!file) return file;
  for (std::span<const std::byte> part : parts) {
    while (!part.empty()) {
      ssize_t written = write(file->get(), part.data(), part.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return system_error("A memory file could not be written");
      part = part.subspan(static_cast<std::size_t>(written));
    }
  }
  return file;
}

Result<void> read_file(int fd, std::size_t offset, std::size_t size, std::vector<std::byte>& out) {
  if (out.size() < size) out.resize(size);
  std::size_t done = 0;
  while (done < size) {
    ssize_t got = pread(fd, out.data() + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return fail("shared memory ends before its message");
    done += static_cast<std::size_t>(got);
  }
  return {};
}

UniqueFd dup_fd(int fd) { return UniqueFd(fcntl(fd, F_DUPFD_CLOEXEC, 3)); }

}  // namespace cation::link
