#include "renderer/process_info.h"

#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace cation::renderer {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double now(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
double created() {
  std::ifstream file("/proc/self/stat");
  std::string text;
  std::getline(file, text);
  // The program's name is in parentheses, and may hold any; the 22nd field is the start, in ticks
  // since the machine has.
  const auto end = text.rfind(')');
  if (end == text.npos) return 0;
  std::istringstream rest(text.substr(end + 1));
  std::string field;
  for (int i = 3; i < 22; ++i) rest >> field;
  double ticks = 0;
  if (!(rest >> ticks)) return 0;
  const double boot = now(CLOCK_REALTIME) - now(CLOCK_BOOTTIME);
  return (boot + ticks / static_cast<double>(sysconf(_SC_CLK_TCK))) * 1000;
}

}  // namespace

ProcessInfo process_info() {
  ProcessInfo info;
  info.created = created();
  rusage used{};
  if (getrusage(RUSAGE_SELF, &used) == 0)
    info.cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
  std::ifstream memory("/proc/self/statm");
  double size = 0;
  const double page = static_cast<double>(sysconf(_SC_PAGESIZE)) / 1024;
  if (memory >> size >> info.resident >> info.shared) {
    info.resident *= page;
    info.shared *= page;
  }
  struct sysinfo machine{};
  if (sysinfo(&machine) == 0) {
    const double unit = static_cast<double>(machine.mem_unit) / 1024;
    info.total = static_cast<double>(machine.totalram) * unit;
    info.free = static_cast<double>(machine.freeram) * unit;
    info.swap_total = static_cast<double>(machine.totalswap) * unit;
    info.swap_free = static_cast<double>(machine.freeswap) * unit;
  }
  utsname name{};
  if (uname(&name) == 0) info.system_version = name.release;
  return info;
}

}  // namespace cation::renderer
