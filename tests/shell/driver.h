#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "cation/value.h"
#include "ipc/peer.h"
#include "link/unique_fd.h"
#include "process.h"
#include "xvfb.h"

namespace cation {

/// How GoogleTest shows a Value.
inline void PrintTo(const Value& value, std::ostream* out) { *out << value.debug_string(); }

}  // namespace cation

namespace cation::shell::test {

/// A folder that is removed with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }
  /// Writes a file and gives its path.
  std::string write(const std::string& name, std::string_view text) const;

 private:
  std::string path_;
};

/// One word that the shell has sent.
struct Word {
  ipc::Kind kind;
  std::uint32_t call;
  std::string channel;
  Value arguments;
};

/// A main process in a test: starts a shell, speaks to it and hears what it says.
class Driver {
 public:
  struct How {
    std::string display = {};
    std::string app_name = "Test App";
    std::vector<std::pair<std::string, std::string>> more_environment = {};
    /// The file for the shell's stderr; empty: ours.
    std::string stderr_file = {};
    /// The folder of the web process's modules; empty: the renderer library's own.
    std::string renderer = {};
    /// Where pages keep what they have; empty: in memory.
    std::string user_data = {};
  };
  explicit Driver(const How& how);
  /// Hangs up, and waits for the shell's end.
  ~Driver();
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;

  void send(std::string_view channel, std::vector<Value> arguments);
  /// Sends a packet that no Link would send.
  void send_raw(std::string_view packet);
  /// The number of the call; its answer is for `answer`.
  std::uint32_t invoke(std::string_view channel, std::vector<Value> arguments);
  /// Waits for the answer to a call: a value, or an error's.
  Value answer(std::uint32_t call);

  using Wanted = std::function<bool(const Value& arguments)>;
  /// Waits for the next word on a channel whose arguments are wanted; words before it stay to be
  /// waited for. Fails the test where the shell ends, or says nothing for a minute.
  Value wait(std::string_view channel, const Wanted& wanted = {});
  /// The words heard and not waited for.
  const std::list<Word>& heard() const { return heard_; }
  bool has_heard(std::string_view channel) const;

  /// Closes the link, as a main process that ends does.
  void hang_up();
  Process& process() { return process_; }
  const std::string& private_folder() const { return private_folder_; }
  const std::string& socket() const { return socket_; }
  /// Where renderers connect.
  int listener() const { return listener_.get(); }

  // In the words of main.
  void create_window(std::vector<Value::Member> options = {});
  /// Loads a URL in the contents of the window and waits for its end: nothing, or the error's name.
  std::optional<std::string> load(int contents, const std::string& url);

 private:
  bool read_more();

  std::string private_folder_;
  std::string socket_;
  link::UniqueFd listener_;
  link::UniqueFd shells_end_;
  std::optional<ipc::Peer> peer_;
  Process process_;
  std::list<Word> heard_;
  int last_load_ = 0;
  bool closed_ = false;
};

/// A display and a shell on it that is ready.
class ShellTest : public testing::Test {
 protected:
  explicit ShellTest(Driver::How how = {}) {
    how.display = screen_.name();
    driver_ = std::make_unique<Driver>(how);
    driver_->wait("ready");
  }
  Driver& driver() { return *driver_; }

  Xvfb screen_;
  TemporaryFolder pages_;
  std::unique_ptr<Driver> driver_;
};

/// Arguments whose first ones are these.
Driver::Wanted starts_with(std::vector<Value> first);

}  // namespace cation::shell::test
