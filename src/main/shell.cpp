#include "main/shell.h"

#include <signal.h>

#include <array>

#include "clone/decoder.h"
#include "clone/encoder.h"

namespace cation::main {
namespace {

/// Pointers as the system wants them: a null behind the last.
std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// How much the shell may say before the loop has its turn.
constexpr int words_a_turn = 64;

}  // namespace

Result<std::unique_ptr<Shell>> Shell::start(uv_loop_t* loop, const Options& options,
                                            Handlers handlers) {
  auto pair = link::Link::socket_pair();
  if (!pair) return std::unexpected(pair.error());
  auto link = link::Link::adopt(std::move(pair->first));
  if (!link) return std::unexpected(link.error());
  std::unique_ptr<Shell> shell(new Shell(loop, ipc::Peer(std::move(*link)), std::move(handlers)));

  std::vector<std::string> words{
      options.program,         "--socket",   options.socket_path, "--renderer",
      options.renderer_folder, "--app-name", options.app_name};
  if (options.message_objects != 0) {
    words.emplace_back("--message-objects");
    words.push_back(std::to_string(options.message_objects));
  }
  for (const std::string& version : options.versions) {
    words.emplace_back("--version");
    words.push_back(version);
  }
  std::vector<char*> arguments = pointers_to(words);
  std::array<uv_stdio_container_t, 4> streams{};
  streams[0].flags = UV_IGNORE;
  for (int fd : {1, 2}) {
    streams[fd].flags = UV_INHERIT_FD;
    streams[fd].data.fd = fd;
  }
  streams[3].flags = UV_INHERIT_FD;
  streams[3].data.fd = pair->second.get();

  uv_process_options_t how{};
  how.file = words[0].c_str();
  how.args = arguments.data();
  how.stdio = streams.data();
  how.stdio_count = streams.size();
  // A group of its own: Ctrl+C in the terminal is main's to answer, and the shell follows main.
  how.flags = UV_PROCESS_DETACHED;
  how.exit_cb = [](uv_process_t* process, std::int64_t status, int signal) {
    auto* self = static_cast<Shell*>(process->data);
    if (self != nullptr) self->on_exit(signal != 0 ? 128 + signal : static_cast<int>(status));
  };
  shell->process_.reset(std::make_unique<uv_process_t>().release());
  shell->process_->data = shell.get();
  if (int status = uv_spawn(loop, shell->process_.get(), &how); status != 0)
    return uv_error("The shell " + options.program + " could not be started", status);

  auto watcher =
      Watcher::start(loop, shell->peer_.link().fd(), [self = shell.get()](bool readable, bool) {
        if (readable) return self->read(true);
        self->flush();
      });
  if (!watcher) return std::unexpected(watcher.error());
  shell->watcher_ = std::move(*watcher);
  return shell;
}

void Shell::read(bool is_announced) {
  for (int words = 0; words < words_a_turn; ++words) {
    if (!watcher_) return;
    // Looked for before the renderers are heard: of a word that comes while they are, what they had
    // said before it is not heard yet. What is announced may be the end of the link.
    const bool is_there = std::exchange(is_announced, false) || peer_.link().has_rest() ||
                          peer_.link().readable_bytes() > 0;
    if (!is_there) return watcher_->want_read(true);
    if (!handlers_.before_reading()) return read_later();
    const bool more = read_word();
    if (!peer_.is_open()) return hurry();
    if (!more || !peer_.link().has_rest()) return watcher_ ? watcher_->want_read(true) : void();
  }
  read_later();
}

bool Shell::read_word() {
  // What comes after it may have waited for words of the renderers not read yet.
  auto state = peer_.dispatch(
      [this](const ipc::Message& message, auto&) {
        take(message);
        peer_.link().hold_rest();
      },
      1);
  if (state && *state != ipc::Peer::State::closed) return *state == ipc::Peer::State::more;
  on_closed();
  return false;
}

void Shell::read_later() {
  // The socket announces it again and again meanwhile.
  watcher_->want_read(false);
  later_.post([this] { read(false); });
}

void Shell::on_exit(int status) {
  patience_.reset();
  // Its last words may say why, and are read first.
  while (peer_.is_open() && read_word()) {
  }
  on_closed();
  auto ended = handlers_.ended;
  ended(status);
}

void Shell::hurry() {
  patience_.emplace(loop_, 1000, [this] {
    if (pid() > 0) kill(pid(), SIGKILL);
  });
}

void Shell::take(const ipc::Message& message) {
  auto value = clone::decode(message.body);
  // The shell is ours: what cannot be read is a fault of this program.
  if (!value) return peer_.link().close();
  if (message.kind == ipc::Kind::send) return handlers_.told(message.channel, *value);
  auto node = asked_.extract(message.call);
  if (node.empty()) return;
  if (message.kind == ipc::Kind::resolve) return node.mapped()(*value);
  node.mapped()(fail((*value)["message"].value_or<std::string>("The shell refused")));
}

void Shell::on_closed() {
  watcher_.reset();
  peer_.link().close();
  auto asked = std::exchange(asked_, {});
  for (auto& [call, answered] : asked) answered(fail("The shell has ended", "ERR_SHELL_ENDED"));
}

void Shell::post(ipc::Kind kind, std::uint32_t call, std::string_view channel,
                 std::vector<Value> arguments) {
  if (!peer_.is_open()) return;
  auto body = clone::encode(Value::array(std::move(arguments)));
  if (!body) return;
  (void)peer_.post(
      {.kind = kind, .call = call, .page = 0, .frame = 0, .channel = channel, .body = *body});
}

void Shell::tell(std::string_view channel, std::vector<Value> arguments) {
  post(ipc::Kind::send, 0, channel, std::move(arguments));
}

void Shell::ask(std::string_view channel, std::vector<Value> arguments, Answered answered) {
  if (!peer_.is_open()) return answered(fail("The shell has ended", "ERR_SHELL_ENDED"));
  std::uint32_t call = peer_.next_call();
  asked_.emplace(call, std::move(answered));
  post(ipc::Kind::invoke, call, channel, std::move(arguments));
}

void Shell::flush() {
  if (!peer_.is_open() || !watcher_) return;
  if (peer_.link().wants_write()) (void)peer_.link().flush();
  if (!peer_.is_open()) return on_closed();
  watcher_->want_write(peer_.link().wants_write());
}

void Shell::end() {
  on_closed();
  hurry();
}

}  // namespace cation::main
