#pragma once

// The life of an app: it becomes ready, and ends when it quits.
// https://www.electronjs.org/docs/latest/api/app

#include <functional>
#include <string>

#include "cation/result.h"
#include "main/event.h"

namespace cation::main {

class Host;

class App {
 public:
  explicit App(Host& host) : host_(host) {}
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  bool is_ready() const { return ready_; }

  /// Asks `before_quit`, closes every window (each may prevent it), asks `will_quit`, and exits.
  void quit();
  /// Destroys every window without asking and exits.
  void exit(int code);

  Event<> ready;
  /// The last window was closed: the app quits, unless a listener prevents it.
  Event<Preventable&> window_all_closed;
  Event<Preventable&> before_quit;
  Event<Preventable&> will_quit;
  Event<int /*code*/> quitting;
  /// Nothing is left to do, and the shell has gone: the process may end with this status.
  Event<int /*code*/> exited;
  /// The app cannot go on, and exits with status 1 after this.
  Event<const Error&> failed;

  // Called by the Host.
  void on_ready();
  void on_window_closed();
  void on_close_prevented() { quitting_ = false; }
  void on_failed(const Error& error);

 private:
  void finish_quit();

  Host& host_;
  bool ready_ = false;
  bool quitting_ = false;
  bool exiting_ = false;
};

}  // namespace cation::main
