#include "main/host.h"

#include <signal.h>

#include <cstdio>
#include <utility>

#include "main/sandbox.h"

namespace cation::main {

namespace {

// How much one renderer may say before the loop has its turn.
constexpr int packets_a_turn = 64;

}  // namespace

Result<std::unique_ptr<Host>> Host::start(const Options& options, Listener& listener) {
  auto folder = PrivateFolder::make(PrivateFolder::places());
  if (!folder) return std::unexpected(folder.error());
  std::unique_ptr<Host> host(new Host(options, listener, std::move(*folder)));
  if (auto begun = host->begin(options); !begun) return std::unexpected(begun.error());
  return host;
}

Host::Host(const Options& options, Listener& listener, PrivateFolder folder)
    : loop_(options.loop),
      listener_(listener),
      app_name_(options.app_name),
      app_folder_(options.app_folder),
      require_sandbox_(options.require_sandbox),
      folder_(std::move(folder)),
      router_(*this),
      app_(*this),
      menu_(*this),
      later_(loop_),
      awake_(loop_),
      before_waiting_(loop_, [this] { flush(); }) {}

Host::~Host() {
  windows_.clear();
  for (ipc::RendererId id : router_.renderers()) router_.close(id);
}

Result<void> Host::begin(const Options& options) {
  auto accepting =
      Watcher::start(loop_, folder_.listener(), [this](bool, bool) { accept_renderers(); });
  if (!accepting) return std::unexpected(accepting.error());
  accepting_ = std::move(*accepting);
  accepting_->unref();
  auto shell =
      Shell::start(loop_,
                   {.program = options.folder + "/cation-shell",
                    .renderer_folder = options.folder + "/renderer",
                    .socket_path = folder_.socket_path(),
                    .app_name = app_name_,
                    .versions = options.versions},
                   {.told = [this](auto channel, auto& value) { on_shell(channel, value); },
                    .before_reading = [this] { read_all(); },
                    .ended = [this](int status) { on_shell_ended(status); }});
  if (!shell) return std::unexpected(shell.error());
  shell_ = std::move(*shell);
  return {};
}

void Host::accept_renderers() {
  if (!accepting_) return;
  while (link::UniqueFd fd = accept_one(folder_.listener())) {
    auto link = link::Link::adopt(std::move(fd));
    if (!link) continue;
    const pid_t process = link->peer_process();
    const auto sandboxed = main::is_sandboxed(process);
    if (sandboxed != true && !permit_without_sandbox(process, sandboxed)) continue;
    const ipc::RendererId id = router_.adopt(std::move(*link));
    sandboxed_.emplace(id, sandboxed);
    watch(id);
  }
}

bool Host::permit_without_sandbox(pid_t process, std::optional<bool> sandboxed) {
  if (!is_web_process(process)) return !require_sandbox_;
  if (require_sandbox_) has_refused_ = true;
  // Where the system does not say, an app that requires it is on the safe side.
  if (sandboxed == std::nullopt && !require_sandbox_) return true;
  if (!std::exchange(has_told_of_sandbox_, true)) {
    const std::string end = require_sandbox_ ? "; the app requires it (--require-sandbox)" : "";
    const std::string line =
        "cation: pages run outside of WebKit's sandbox: " + why_not_sandboxed() + end + "\n";
    std::fputs(line.c_str(), stderr);
  }
  return !require_sandbox_;
}

void Host::bind_page(ipc::ContentsId id, std::uint64_t page, const std::string& token) {
  router_.bind(id, page, token);
  // Its process was not let in; without its preload the page would be another one.
  WebContents* target = has_refused_ ? contents(id) : nullptr;
  if (target != nullptr) target->order("crash");
}

std::optional<bool> Host::is_sandboxed(const WebContents& contents) const {
  const ipc::Frame* frame = router_.main_frame(contents.id());
  const auto found = sandboxed_.find(frame != nullptr ? frame->key.renderer : ipc::RendererId());
  return found == sandboxed_.end() ? std::nullopt : found->second;
}

void Host::watch(ipc::RendererId id) {
  auto watcher = Watcher::start(loop_, router_.fd(id), [this, id](bool readable, bool) {
    if (readable) {
      read(id);
      awake_.stay();
    }
    flush();
  });
  if (!watcher) return router_.close(id);
  // The app lives as long as its shell, not as long as a page.
  watcher->unref();
  watchers_.emplace(id, std::move(*watcher));
}

void Host::read(ipc::RendererId id) {
  auto progress = router_.receive(id, packets_a_turn);
  auto watcher = watchers_.find(id);
  if (watcher != watchers_.end())
    watcher->second.want_read(progress != ipc::Router::Progress::paused);
}

void Host::read_all() {
  // One that has connected by now may not have had its turn yet.
  accept_renderers();
  for (ipc::RendererId id : router_.renderers()) read(id);
}

void Host::flush() {
  router_.flush();
  for (auto& [id, watcher] : watchers_) watcher.want_write(router_.wants_write(id));
  if (shell_) shell_->flush();
}

void Host::on_resumed(ipc::RendererId id) {
  auto watcher = watchers_.find(id);
  if (watcher == watchers_.end()) return;
  watcher->second.want_read(true);
  // What it has said since goes before the next word of the shell.
  read(id);
}

void Host::on_closed(ipc::RendererId id) {
  watchers_.erase(id);
  sandboxed_.erase(id);
}

BrowserWindow& Host::create_window(const Value& options) {
  WindowId id = ++last_window_;
  auto window = std::make_unique<BrowserWindow>(*this, id, options);
  BrowserWindow& created = *window;
  windows_.emplace(id, std::move(window));
  window_created.emit(created);
  return created;
}

BrowserWindow* Host::window(WindowId id) {
  auto found = windows_.find(id);
  return found == windows_.end() ? nullptr : found->second.get();
}

WebContents* Host::contents(ipc::ContentsId id) {
  // A window and its contents share a number; contents without a window come with views.
  BrowserWindow* owner = window(id);
  return owner ? &owner->contents() : nullptr;
}

std::vector<WindowId> Host::windows() const {
  std::vector<WindowId> ids;
  for (const auto& [id, window] : windows_) ids.push_back(id);
  return ids;
}

void Host::remove_window(WindowId id) {
  auto node = windows_.extract(id);
  if (node.empty()) return;
  // Kept to the end of the turn, since one of its own events may be under way.
  std::shared_ptr<BrowserWindow> window = std::move(node.mapped());
  router_.end(id);
  window->closed.emit();
  later([window] {});
  bool has_opened = false;
  for (WindowId other : windows()) {
    BrowserWindow* opened = this->window(other);
    if (opened == nullptr || opened->opener() != id) continue;
    has_opened = true;
    opened->destroy();
  }
  // The last of those has told it.
  if (!has_opened) app_.on_window_closed();
}

void Host::shut_down(std::function<void()> done) {
  accepting_.reset();
  if (shell_ended_ || !shell_) return done();
  shut_down_ = std::move(done);
  shell_->flush();
  shell_->end();
  patience_.emplace(loop_, 1000, [this] {
    if (shell_->pid() > 0) kill(shell_->pid(), SIGKILL);
  });
}

void Host::on_shell_ended(int status) {
  shell_ended_ = true;
  patience_.reset();
  if (auto done = std::exchange(shut_down_, nullptr)) return done();
  app_.on_failed(
      Error{"The windows' process has ended unexpectedly (status " + std::to_string(status) + ")",
            "ERR_SHELL_ENDED"});
}

}  // namespace cation::main
