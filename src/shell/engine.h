#pragma once

#include <webkit2/webkit2.h>

#include <functional>
#include <string>

#include "shell/glib_ptr.h"
#include "shell/options.h"
#include "shell/signals.h"
#include "shell/tokens.h"

namespace cation::shell {

/// WebKit as the app's pages use it: one context, whose web processes run in WebKit's sandbox, load
/// the renderer library and prove themselves to main with a token each.
class Engine {
 public:
  /// Called with the token of a web process before the process runs.
  using Expected = std::function<void(const std::string& token)>;

  /// `socket_folder` is bound into the sandbox.
  Engine(const Options& options, const std::string& socket_folder, Expected expected);

  WebKitWebContext* context() const { return context_.get(); }
  Tokens& tokens() { return tokens_; }

  /// "2.50.6"
  static std::string webkit_version();
  /// "3.24.38"
  static std::string gtk_version();

 private:
  void initialize_process();

  const Options& options_;
  Expected expected_;
  Tokens tokens_;
  ObjectPtr<WebKitWebContext> context_;
  Signals signals_;
};

}  // namespace cation::shell
