#include "api/post_box.h"

#include <utility>

#include "cation/poster.h"

namespace cation {

namespace api {

PostBox::PostBox(uv_loop_t* loop, std::function<void(const Task&)> run)
    : run_(std::move(run)), handle_(std::make_unique<uv_async_t>().release()) {
  uv_async_init(loop, handle_.get(), [](uv_async_t* handle) {
    if (handle->data != nullptr) static_cast<PostBox*>(handle->data)->run_all();
  });
  handle_->data = this;
  // The app lives as long as its windows' process, not as long as somebody might post.
  uv_unref(reinterpret_cast<uv_handle_t*>(handle_.get()));
}

bool PostBox::post(Task task) {
  std::lock_guard lock(mutex_);
  if (!handle_) return false;
  waiting_.push_back(std::move(task));
  // Under the lock: the handle must not be closed meanwhile.
  uv_async_send(handle_.get());
  return true;
}

void PostBox::run_all() {
  std::vector<Task> tasks;
  {
    std::lock_guard lock(mutex_);
    tasks.swap(waiting_);
  }
  for (const Task& task : tasks) run_(task);
}

void PostBox::close() {
  std::vector<Task> dropped;
  std::lock_guard lock(mutex_);
  handle_.reset();
  dropped.swap(waiting_);
}

}  // namespace api

bool Poster::post(std::function<void()> function) const { return box_->post(std::move(function)); }

}  // namespace cation
