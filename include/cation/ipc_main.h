#pragma once

// Who hears the pages' messages and answers their calls.
// https://www.electronjs.org/docs/latest/api/ipc-main
//
//   IpcMain ipc = app.ipc_main();
//   ipc.handle("sum", [](int a, int b) { return a + b; });
//   Subscription said = ipc.on("say", [](Event& event, std::string text) { … });
//
// A function takes an Event& where it wants one, and then the page's arguments in types of its own;
// it returns a value, a Result, a Task of one, or nothing (see cation/call.h). What a page gives
// beside that is refused: `invoke` and `sendSync` get a TypeError that names the argument, the
// expected and the given type, and of a `send` the standard error output tells.
//
// An error, returned or thrown, is the page's: its message and code cross. A Task ends with the
// document that asked; see cation/task.h.
//
// There is one for everybody (App), one for each page (WebContents::ipc) and one for each frame
// (WebFrame::ipc). A call goes to the nearest handler: the frame's, the page's, everybody's; a
// message is heard in the same order by all.
//
// A handle: cheap to copy. After the end of what it belongs to it does nothing.

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "cation/call.h"
#include "cation/event.h"
#include "cation/result.h"
#include "cation/subscription.h"

namespace cation {

class [[gnu::visibility("default")]] IpcMain {
 public:
  /// Hears what pages `send` and `sendSync` on a channel. What it returns answers a `sendSync`.
  template <call::Callable F>
  Subscription on(std::string_view channel, F listener) {
    return add_listener(channel, call::adapt(std::move(listener)), false);
  }
  /// Hears one message.
  template <call::Callable F>
  Subscription once(std::string_view channel, F listener) {
    return add_listener(channel, call::adapt(std::move(listener)), true);
  }
  /// Answers what pages `invoke` on a channel, until `remove_handler`. An Error (ERR_HANDLER) where
  /// the channel has a handler here already.
  template <call::Callable F>
  Result<void> handle(std::string_view channel, F handler) {
    return add_handler(channel, call::adapt(std::move(handler)), false);
  }
  /// Answers one call.
  template <call::Callable F>
  Result<void> handle_once(std::string_view channel, F handler) {
    return add_handler(channel, call::adapt(std::move(handler)), true);
  }
  /// Takes a handler away; calls that it is answering go on. Nothing where there is none.
  void remove_handler(std::string_view channel);
  /// Takes away all listeners of a channel, or of all channels.
  void remove_all_listeners(std::string_view channel);
  void remove_all_listeners();

 private:
  friend class App;
  friend class WebContents;
  friend class WebFrame;
  IpcMain(std::weak_ptr<api::Core> core, std::uint32_t contents, std::uint32_t place)
      : core_(std::move(core)), contents_(contents), place_(place) {}
  Subscription add_listener(std::string_view channel, call::Function function, bool once);
  Result<void> add_handler(std::string_view channel, call::Function function, bool once);

  std::weak_ptr<api::Core> core_;
  // Zeroes for everybody's.
  std::uint32_t contents_;
  std::uint32_t place_;
};

}  // namespace cation
