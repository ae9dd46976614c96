#include "api/tasks.h"

#include <utility>

namespace cation::api {

void Tasks::keep(Number number, Task<> task, std::optional<ipc::FrameKey> frame) {
  if (!task.is_done()) tasks_.emplace(number, Kept{std::move(task), frame});
}

std::vector<Task<>> Tasks::take(ipc::FrameKey frame) {
  std::vector<Task<>> taken;
  for (auto at = tasks_.begin(); at != tasks_.end();) {
    if (at->second.frame != frame) {
      ++at;
      continue;
    }
    taken.push_back(std::move(at->second.task));
    at = tasks_.erase(at);
  }
  return taken;
}

std::vector<Task<>> Tasks::take_all() {
  std::vector<Task<>> taken;
  for (auto& [number, kept] : std::exchange(tasks_, {})) taken.push_back(std::move(kept.task));
  return taken;
}

void Tasks::sweep() {
  for (Number number : std::exchange(finished_, {})) tasks_.erase(number);
}

}  // namespace cation::api
