#pragma once

#include <webkit2/webkit2.h>

#include <functional>
#include <string>

#include "shell/glib_ptr.h"
#include "shell/options.h"
#include "shell/partitions.h"
#include "shell/tokens.h"

namespace cation::shell {

/// WebKit as the app's pages use it: a context for each session, whose web processes run in
/// WebKit's sandbox, load the renderer library and prove themselves to main with a token each.
class Engine {
 public:
  /// Called with the token of a web process before the process runs.
  using Expected = std::function<void(const std::string& token)>;
  /// Called with each session before it has a page.
  using Opened = std::function<void(Session&)>;

  /// `socket_folder` is bound into the sandbox.
  Engine(const Options& options, const std::string& socket_folder, Expected expected);

  /// The session of a partition, as Partitions has them; the app's own for an empty name. An Error
  /// where there are too many.
  Result<SessionPtr> session(const std::string& partition);
  const SessionPtr& app_session() const { return app_; }
  /// Is told of the sessions that there are, and of each that there will be.
  void on_opened(Opened opened);
  Tokens& tokens() { return tokens_; }

  /// "2.50.6"
  static std::string webkit_version();
  /// "3.24.38"
  static std::string gtk_version();

 private:
  void prepare(Session& session);
  void initialize_process(WebKitWebContext* context);

  const Options& options_;
  const std::string& socket_folder_;
  Expected expected_;
  Opened opened_;
  Tokens tokens_;
  Partitions partitions_;
  SessionPtr app_;
};

}  // namespace cation::shell
