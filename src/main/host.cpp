#include "main/host.h"

#include <utility>

#include "main/sandbox.h"

namespace cation::main {

Result<std::unique_ptr<Host>> Host::start(const Options& options, Listener& listener) {
  auto folder = PrivateFolder::make(PrivateFolder::places());
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
      guard_(options.require_sandbox),
      renderers_(loop_, router_, guard_),
      before_waiting_(loop_, [this] { flush(); }) {}

Host::~Host() {
  guests_.clear();
  windows_.clear();
  for (ipc::RendererId id : router_.renderers()) router_.close(id);
}

Result<void> Host::start_shell() {
  if (auto listening = renderers_.listen(folder_.listener()); !listening) return listening;
  auto shell =
      Shell::start(loop_,
                   {.program = options_.folder + "/cation-shell",
                    .renderer_folder = options_.folder + "/renderer",
                    .socket_path = folder_.socket_path(),
                    .app_name = app_name_,
                    .versions = options_.versions,
                    .message_objects = options_.message_objects},
                   {.told = [this](auto channel, auto& value) { on_shell(channel, value); },
                    .before_reading = [this] { return renderers_.catch_up(); },
                    .ended = [this](int status) { on_shell_ended(status); }});
  if (!shell) return std::unexpected(shell.error());
  shell_ = std::move(*shell);
  shell_is_ready_ = false;
  return {};
}

void Host::bind_page(ipc::ContentsId id, std::uint64_t page, const std::string& token) {
  router_.bind(id, page, token);
  // Its process was not let in; without its preload the page would be another one.
  WebContents* target = guard_.has_refused() ? contents(id) : nullptr;
  if (target != nullptr) target->order("crash");
}

std::optional<bool> Host::is_sandboxed(const WebContents& contents) const {
  const ipc::Frame* frame = router_.main_frame(contents.id());
  return frame != nullptr ? main::is_sandboxed(router_.process_of(frame->key.renderer))
                          : std::nullopt;
}

void Host::flush() {
  renderers_.flush();
  if (shell_) shell_->flush();
}

BrowserWindow& Host::create_window(const Value& options) {
  WindowId id = new_contents_id();
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
  // A window and its contents share a number.
  if (BrowserWindow* owner = window(id)) return &owner->contents();
  Guest* guest = guests_.find(id);
  return guest ? &guest->contents() : nullptr;
}

BrowserWindow* Host::window_of(ipc::ContentsId id) {
  Guest* guest = guests_.find(id);
  return window(guest ? guest->embedder() : id);
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
  guests_.remove_all_of(id);
  router_.end(id);
  window->closed.emit();
  later([window] {});
  // The last of those has told it.
  if (!close_opened_by(id)) app_.on_window_closed();
}

bool Host::close_opened_by(ipc::ContentsId id) {
  bool has_opened = false;
  for (WindowId other : windows()) {
    BrowserWindow* opened = window(other);
    if (opened == nullptr || (opened->opener() != id && opened->parent() != id)) continue;
    has_opened = true;
    opened->destroy();
  }
  return has_opened;
}

void Host::shut_down(std::function<void()> done) {
  renderers_.stop();
  if (shell_ended_ || !shell_) return done();
  shut_down_ = std::move(done);
  shell_->flush();
  shell_->end();
}

}  // namespace cation::main
