#include "main/app.h"

#include <utility>

#include "main/host.h"

namespace cation::main {

void App::on_ready() {
  ready_ = true;
  ready.emit();
  if (!host_.menu().is_set()) host_.menu().set_application(host_.menu().standard());
}

void App::quit() {
  if (quitting_ || exiting_) return;
  Preventable question;
  before_quit.emit(question);
  if (question.prevented() || exiting_) return;
  quitting_ = true;
  auto windows = host_.windows();
  if (windows.empty()) return host_.later([this] { finish_quit(); });
  for (WindowId id : windows) {
    if (BrowserWindow* window = host_.window(id)) window->close();
  }
}

void App::on_window_closed() {
  if (exiting_ || !host_.windows().empty()) return;
  if (quitting_) return host_.later([this] { finish_quit(); });
  Preventable question;
  window_all_closed.emit(question);
  if (!question.prevented()) quit();
}

void App::finish_quit() {
  if (!quitting_ || exiting_) return;
  Preventable question;
  will_quit.emit(question);
  if (question.prevented()) {
    quitting_ = false;
    return;
  }
  exit(0);
}

void App::exit(int code) {
  if (std::exchange(exiting_, true)) return;
  for (WindowId id : host_.windows()) {
    if (BrowserWindow* window = host_.window(id)) window->destroy();
  }
  quitting.emit(code);
  host_.shut_down([this, code] { exited.emit(code); });
}

void App::on_failed(const Error& error) {
  if (exiting_) return;
  failed.emit(error);
  exit(1);
}

}  // namespace cation::main
