#pragma once

// The shell process, as main sees it: started, told, asked, heard, ended.

#include <sys/types.h>
#include <uv.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cation/result.h"
#include "cation/value.h"
#include "ipc/peer.h"
#include "main/loop.h"

namespace cation::main {

class Shell {
 public:
  struct Options {
    /// The program, and the folder of the renderer library.
    std::string program;
    std::string renderer_folder;
    std::string socket_path;
    std::string app_name;
    /// What pages see in `process.versions`, as "name=version".
    std::vector<std::string> versions;
    /// See Host::Options.
    std::uint64_t message_objects = 0;
  };
  struct Handlers {
    /// The shell says something.
    std::function<void(std::string_view channel, const Value& arguments)> told;
    /// A word of it is about to be read: what the renderers had sent by now comes first. False
    /// where that takes another turn of the loop.
    std::function<bool()> before_reading;
    /// The connection has ended; `status` is the shell's exit status, or 128 and the signal.
    std::function<void(int status)> ended;
  };
  using Answered = std::function<void(Result<Value>)>;

  /// Starts the program. An Error where it cannot be started.
  static Result<std::unique_ptr<Shell>> start(uv_loop_t* loop, const Options& options,
                                              Handlers handlers);
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;

  /// Says something; `arguments` are an array's items. Goes nowhere after the end.
  void tell(std::string_view channel, std::vector<Value> arguments);
  /// Asks something. Answered once, with an Error when the shell ends first.
  void ask(std::string_view channel, std::vector<Value> arguments, Answered answered);
  void flush();
  /// Ends the connection; the shell leaves, and `ended` is called when it has. One that does not
  /// within a second is killed.
  void end();
  pid_t pid() const { return process_ ? process_->pid : 0; }

 private:
  Shell(uv_loop_t* loop, ipc::Peer peer, Handlers handlers)
      : loop_(loop), peer_(std::move(peer)), handlers_(std::move(handlers)), later_(loop) {}
  /// `is_announced`: the loop has found the link readable.
  void read(bool is_announced);
  /// Whether there may be more to read.
  bool read_word();
  void read_later();
  void on_exit(int status);
  /// Kills a shell that has hung up and does not leave.
  void hurry();
  void take(const ipc::Message& message);
  void on_closed();
  void post(ipc::Kind kind, std::uint32_t call, std::string_view channel,
            std::vector<Value> arguments);

  uv_loop_t* loop_;
  ipc::Peer peer_;
  Handlers handlers_;
  Later later_;
  std::map<std::uint32_t, Answered> asked_;
  std::optional<Watcher> watcher_;
  UvHandle<uv_process_t> process_;
  std::optional<Timer> patience_;
};

}  // namespace cation::main
