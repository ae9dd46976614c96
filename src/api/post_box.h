#pragma once

// Functions from any thread, run on the loop's.

#include <uv.h>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "main/loop.h"

namespace cation::api {

class PostBox {
 public:
  using Task = std::function<void()>;

  /// `run` is given each function, on the loop's thread.
  PostBox(uv_loop_t* loop, std::function<void(const Task&)> run);
  /// From any thread; false after `close`.
  bool post(Task task);
  /// Drops what waits. On the loop's thread.
  void close();

 private:
  void run_all();

  std::function<void(const Task&)> run_;
  std::mutex mutex_;
  std::vector<Task> waiting_;
  main::UvHandle<uv_async_t> handle_;
};

}  // namespace cation::api
