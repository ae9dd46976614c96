#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "cation/result.h"
#include "link/link.h"
#include "shell/downloads.h"
#include "shell/engine.h"
#include "shell/main_link.h"
#include "shell/open_dialogs.h"
#include "shell/options.h"
#include "shell/private_folder.h"
#include "shell/windows.h"

namespace cation::shell {

/// The shell: does what main says, until main is gone.
class Shell {
 public:
  /// How long it may take to leave when main has gone.
  static constexpr std::chrono::milliseconds grace{3000};

  Shell(Options options, link::Link link);
  ~Shell();
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;

  /// Runs until the link closes or the process is told to end (SIGTERM), and ends the process.
  /// Where it cannot run it returns the exit status.
  int run();

 private:
  void start();
  void end();

  Options options_;
  // The members below end in the reverse order: dialogs before windows, all before the link.
  PrivateFolder folder_;
  MainLink main_;
  GMainLoop* loop_;
  guint terminate_ = 0;
  std::optional<Engine> engine_;
  std::optional<Windows> windows_;
  std::optional<OpenDialogs> dialogs_;
  std::optional<Downloads> downloads_;
};

}  // namespace cation::shell
