#include "api/core.h"

#include <filesystem>
#include <utility>

#include "api/errors.h"
#include "api/runtime_folder.h"

namespace cation::api {

namespace fs = std::filesystem;

Result<std::shared_ptr<Core>> Core::start(AppOptions options) {
  std::shared_ptr<Core> core(new Core(std::move(options)));
  if (auto begun = core->begin(); !begun) {
    core->end();
    return std::unexpected(begun.error());
  }
  return core;
}

Core::Core(AppOptions options)
    : options_(std::move(options)), limits_(clone::limits_for(options_.message_objects)) {
  const fs::path program = program_path();
  if (options_.name.empty()) options_.name = program.filename().string();
  if (options_.folder.empty()) options_.folder = program.parent_path().string();
}

Core::~Core() { end(); }

Result<void> Core::begin() {
  auto runtime = find_runtime_folder(options_.runtime);
  if (!runtime) return std::unexpected(runtime.error());
  if (options_.loop != nullptr) {
    loop_ = options_.loop;
  } else {
    if (int status = uv_loop_init(&own_loop_); status != 0)
      return main::uv_error("The app's loop could not be made", status);
    loop_ = &own_loop_;
  }
  post_box_ = std::make_shared<PostBox>(loop_, [this](const PostBox::Task& task) { guard(task); });
  auto host = main::Host::start(
      {.loop = loop_,
       .folder = *runtime,
       .app_name = options_.name,
       .app_folder = options_.folder,
       .versions = {"electron=" CATION_ELECTRON_VERSION, "cation=" CATION_VERSION},
       .require_sandbox = options_.require_sandbox,
       .message_objects = options_.message_objects},
      *this);
  if (!host) return std::unexpected(host.error());
  host_ = std::move(*host);
  subscribe();
  if (options_.quit_on_signals) quit_signals_.emplace(loop_, [this] { host_->app().quit(); });
  return {};
}

void Core::subscribe() {
  auto add = [this](Subscription subscription) {
    subscriptions_.push_back(std::move(subscription));
  };
  main::App& app = host_->app();
  add(app.failed.subscribe([](const Error& error) { tell(error.message); }));
  add(app.exited.subscribe([this](int status) {
    exit_status_ = status;
    if (is_in_run_) uv_stop(loop_);
  }));
  add(host_->frame_attached.subscribe([this](const ipc::Frame& frame) {
    if (!frame.first || !frame_created.has_listeners()) return;
    frame_created.emit(frame_in(frame.contents, frame.place));
  }));
  add(host_->frame_detached.subscribe(
      [this](const ipc::Frame& frame) { on_frame_detached(frame); }));
  add(host_->place_ended.subscribe([this](ipc::PlaceId place) { forget(place); }));
  add(host_->window_created.subscribe(
      [this](main::BrowserWindow& window) { watch(window.contents()); }));
  add(host_->guest_created.subscribe([this](main::Guest& guest) { watch(guest.contents()); }));
}

void Core::watch(main::WebContents& contents) {
  auto& list = of_contents_[contents.id()];
  list.push_back(contents.destroyed.subscribe([this, id = contents.id()] {
    if (!is_running()) return;
    later([this, id] {
      forget(id);
      of_contents_.erase(id);
      menus_.erase(id);
    });
  }));
  list.push_back(
      contents.preload_error.subscribe([](const std::string& path, const std::string& message) {
        tell("Unable to load preload script: " + path + "\n" + message);
      }));
}

int Core::run() {
  if (!exit_status_) {
    is_in_run_ = true;
    uv_run(loop_, UV_RUN_DEFAULT);
    is_in_run_ = false;
  }
  return exit_status_.value_or(1);
}

void Core::end() {
  if (loop_ == nullptr) return;
  for (auto& [number, stop] : jobs_) stop.request_stop();
  // What they hold may call back, so that they are cancelled while all still stands.
  {
    auto cancelled = tasks_.take_all();
  }
  if (host_ && !exit_status_) {
    host_->app().exit(0);
    // Somebody else's loop is not ours to run: there the windows' process leaves when its link
    // closes.
    if (options_.loop == nullptr) run();
  }
  if (post_box_) post_box_->close();
  subscriptions_.clear();
  of_contents_.clear();
  quit_signals_.reset();
  host_.reset();
  if (options_.loop == nullptr) {
    // Until the last handle is closed and the last function of the pool has returned.
    uv_run(loop_, UV_RUN_DEFAULT);
    uv_loop_close(loop_);
  }
  loop_ = nullptr;
}

std::string Core::path_of(std::string_view path) const {
  return (fs::path(options_.folder) / path).lexically_normal().string();
}

void Core::guard(const std::function<void()>& code) {
  try {
    code();
  } catch (...) {
    uncaught(to_error(std::current_exception()));
  }
}

void Core::later(std::function<void()> code) {
  if (!is_running()) return;
  host_->later([weak = weak_from_this(), code = std::move(code)] {
    if (auto core = weak.lock()) code();
  });
}

void Core::fail_with(const Error& error) {
  tell(error.message);
  if (is_running()) host_->app().exit(1);
}

void Core::uncaught(const Error& error) {
  if (!uncaught_error.has_listeners()) {
    tell("Uncaught error: " + error.message);
    if (is_running()) host_->app().exit(1);
    return;
  }
  try {
    uncaught_error.emit(error);
  } catch (...) {
    fail_with(to_error(std::current_exception()));
  }
}

void Core::spawn(Task<> task) {
  const auto number = tasks_.next();
  tasks_.keep(number, finish_spawned(number, std::move(task)), std::nullopt);
}

Task<> Core::finish_spawned(Tasks::Number number, Task<> task) {
  std::exception_ptr thrown;
  try {
    co_await task;
  } catch (...) {
    thrown = std::current_exception();
  }
  if (thrown) uncaught(to_error(thrown));
  finish(number);
}

void Core::finish(Tasks::Number number) {
  tasks_.finish(number);
  // It runs still: it is let go of in the next turn.
  if (std::exchange(sweeping_, true)) return;
  later([this] {
    sweeping_ = false;
    tasks_.sweep();
  });
}

void Core::on_frame_detached(const ipc::Frame& frame) {
  auto tasks = tasks_.take(frame.key);
  if (tasks.empty()) return;
  // One of them may be what has closed the window, and run now: they end in the next turn.
  later([ended = std::make_shared<std::vector<Task<>>>(std::move(tasks))] { ended->clear(); });
}

void Core::forget(const ipc::Scope& scope) {
  listeners_.clear(scope);
  std::erase_if(handlers_, [&](const auto& entry) { return entry.second->scope == scope; });
}

std::optional<ipc::Frame> Core::shown_in(ipc::PlaceId place) {
  if (!is_running()) return std::nullopt;
  const auto document = host_->router().shown_in(place);
  const ipc::Frame* frame = document ? host_->router().frame(*document) : nullptr;
  if (frame == nullptr) return std::nullopt;
  return *frame;
}

std::optional<WebFrame> Core::frame_of(ipc::FrameKey document) {
  const ipc::Frame* frame = is_running() ? host_->router().frame(document) : nullptr;
  if (frame == nullptr) return std::nullopt;
  return frame_in(frame->contents, frame->place);
}

}  // namespace cation::api
