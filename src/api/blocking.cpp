// Functions on libuv's pool of threads.

#include <exception>
#include <utility>

#include "api/core.h"

namespace cation {

namespace {

/// One function on its way through the pool. libuv has it until it is done, whoever waits for it.
struct Job {
  uv_work_t request{};
  std::function<void(const std::stop_token&)> function;
  std::stop_source stop;
  std::exception_ptr thrown;
  std::weak_ptr<api::Core> core;
  Completion<std::exception_ptr> done;
  bool has_ended = false;
};

// Held by libuv, as `request.data`.
using Held = std::shared_ptr<Job>;

void run_job(uv_work_t* request) {
  Job& job = **static_cast<Held*>(request->data);
  if (job.stop.stop_requested()) return;
  try {
    job.function(job.stop.get_token());
  } catch (...) {
    job.thrown = std::current_exception();
  }
}

void finish_job(uv_work_t* request, int) {
  const std::unique_ptr<Held> held(static_cast<Held*>(request->data));
  Job& job = **held;
  job.has_ended = true;
  // With all that it holds, while the loop's thread is the one that frees it.
  job.function = nullptr;
  if (auto core = job.core.lock()) core->jobs().erase(&job);
  job.done.complete(std::exchange(job.thrown, nullptr));
}

/// Asks the function to stop when nobody waits for it any more.
class Waiter {
 public:
  explicit Waiter(Held job) : job_(std::move(job)) {}
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;
  ~Waiter() {
    job_->stop.request_stop();
    if (!job_->has_ended) uv_cancel(reinterpret_cast<uv_req_t*>(&job_->request));
  }

 private:
  Held job_;
};

}  // namespace

Task<> App::work(std::weak_ptr<api::Core> weak, std::function<void(const std::stop_token&)> code) {
  auto job = std::make_shared<Job>();
  job->function = std::move(code);
  job->core = weak;
  Waiter waiter(job);
  if (auto core = weak.lock(); core && core->is_running()) {
    auto held = std::make_unique<Held>(job);
    job->request.data = held.get();
    if (uv_queue_work(core->loop(), &job->request, run_job, finish_job) == 0) {
      core->jobs().emplace(job.get(), job->stop);
      (void)held.release();
    }
  } else {
    job->has_ended = true;
  }
  // Where the app has ended nothing comes, and whoever holds this Task ends it.
  std::exception_ptr thrown = co_await job->done;
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace cation
