// The shell's end. One that ended unasked is started again, and shows what the app had open.

#include <cstdio>
#include <string>
#include <utility>

#include "main/host.h"

namespace cation::main {

void Host::on_shell_ended(int status) {
  if (auto done = std::exchange(shut_down_, nullptr)) {
    shell_ended_ = true;
    return done();
  }
  const std::string what =
      "The windows' process has ended unexpectedly (status " + std::to_string(status) + ")";
  // One that never began would not begin the next time.
  if (!shell_is_ready_ || !restarts_.allow(uv_now(loop_)))
    return give_up(Error{what, "ERR_SHELL_ENDED"});
  std::fprintf(stderr, "cation: %s: its windows are opened again\n", what.c_str());
  if (auto restarted = restart_shell(); !restarted) return give_up(restarted.error());
  reopen_windows(status);
}

void Host::give_up(const Error& error) {
  shell_ended_ = true;
  app_.on_failed(error);
}

Result<void> Host::restart_shell() {
  // It is in one of its own callbacks.
  later([ended = std::shared_ptr<Shell>(std::move(shell_))] {});
  router_.forget_shell();
  // A folder of its own: the shell that has gone may have taken the last one with it, or still be
  // about to.
  renderers_.stop();
  auto folder = PrivateFolder::make(PrivateFolder::places());
  if (!folder) return std::unexpected(folder.error());
  folder_ = std::move(*folder);
  return start_shell();
}

void Host::reopen_windows(int status) {
  menu_.show_again();
  // Their pages have ended, without a word.
  for (const WindowId id : windows()) {
    if (window(id) != nullptr && window(id)->is_closing()) remove_window(id);
  }
  WindowId focused = 0;
  for (const WindowId id : windows()) {
    BrowserWindow& reopened = *window(id);
    if (reopened.is_focused()) focused = id;
    reopened.open_again();
  }
  if (focused != 0) window(focused)->order("focus");
  // Only then the app hears of it: its listeners find windows that can be told something.
  for (const WindowId id : windows()) {
    if (WebContents* target = contents(id)) target->on_shell_gone(status);
  }
  for (const WindowId id : windows()) {
    if (WebContents* target = contents(id)) target->load_again();
  }
}

}  // namespace cation::main
