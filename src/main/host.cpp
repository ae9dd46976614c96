#include "main/host.h"

#include <utility>

namespace cation::main {

namespace {

// How much one renderer may say before the loop has its turn.
constexpr int packets_a_turn = 64;

}  // namespace

Result<std::unique_ptr<Host>> Host::start(const Options& options, Listener& listener) {
  auto folder = PrivateFolder::make();
  if (!folder) return std::unexpected(folder.error());
  std::unique_ptr<Host> host(new Host(options, listener, std::move(*folder)));
  if (auto begun = host->start_shell(); !begun) return std::unexpected(begun.error());
  return host;
}

Host::Host(const Options& options, Listener& listener, PrivateFolder folder)
    : options_(options),
      loop_(options.loop),
      listener_(listener),
      app_name_(options.app_name),
      app_folder_(options.app_folder),
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

Result<void> Host::start_shell() {
  auto accepting =
      Watcher::start(loop_, folder_.listener(), [this](bool, bool) { accept_renderers(); });
  if (!accepting) return std::unexpected(accepting.error());
  accepting_ = std::move(*accepting);
  accepting_->unref();
  auto shell =
      Shell::start(loop_,
                   {.program = options_.folder + "/cation-shell",
                    .renderer_folder = options_.folder + "/renderer",
                    .socket_path = folder_.socket_path(),
                    .app_name = app_name_,
                    .versions = options_.versions},
                   {.told = [this](auto channel, auto& value) { on_shell(channel, value); },
                    .before_reading = [this] { read_all(); },
                    .ended = [this](int status) { on_shell_ended(status); }});
  if (!shell) return std::unexpected(shell.error());
  shell_ = std::move(*shell);
  shell_is_ready_ = false;
  return {};
}

void Host::accept_renderers() {
  if (!accepting_) return;
  while (link::UniqueFd fd = accept_one(folder_.listener())) {
    auto link = link::Link::adopt(std::move(fd));
    if (!link) continue;
    watch(router_.adopt(std::move(*link)));
  }
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

void Host::on_closed(ipc::RendererId id) { watchers_.erase(id); }

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
}

}  // namespace cation::main
