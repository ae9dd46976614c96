#include "shell/main_link.h"

#include <utility>

#include "clone/decoder.h"
#include "clone/encoder.h"
#include "shell/log.h"

namespace cation::shell {
namespace {

/// Posts a message with a value as its body. What cannot be sent is printed: main is not there to
/// hear of it, or does not read.
void post(ipc::Peer& peer, ipc::Message message, const Value& body) {
  if (!peer.is_open()) return;
  auto bytes = clone::encode(body);
  if (!bytes)
    return warn("cannot send " + std::string(message.channel) + ": " + bytes.error().message);
  message.body = *bytes;
  if (auto posted = peer.post(message); !posted && peer.is_open()) {
    warn("cannot send " + std::string(message.channel) + ": " + posted.error().message);
  }
}

}  // namespace

void Reply::resolve(const Value& value) const {
  if (is_due()) post(*peer_, {.kind = ipc::Kind::resolve, .call = call_}, value);
}

void Reply::reject(const Error& error) const {
  if (!is_due()) return;
  std::vector<Value::Member> fields;
  if (!error.code.empty()) fields.emplace_back("code", error.code);
  post(*peer_, {.kind = ipc::Kind::reject, .call = call_},
       Value::error(ErrorKind::error, error.message, fields));
}

void MainLink::on(std::string channel, Handler handler) {
  handlers_.insert_or_assign(std::move(channel), std::move(handler));
}

void MainLink::start(PeerSource::Closed closed) {
  source_.emplace(
      peer_,
      [this](const ipc::Message& message, std::vector<link::UniqueFd>&) { receive(message); },
      std::move(closed));
}

void MainLink::flush() {
  // A link that turns out to be closed is seen by the source, which ends the shell.
  if (peer_.is_open()) (void)peer_.link().flush();
}

void MainLink::send_list(std::string_view channel, std::vector<Value> arguments) {
  post(peer_, {.kind = ipc::Kind::send, .channel = channel}, Value::array(std::move(arguments)));
}

void MainLink::receive(const ipc::Message& message) {
  using ipc::Kind;
  const bool is_call = message.kind == Kind::invoke || message.kind == Kind::send_sync;
  const Reply reply(peer_, is_call ? message.call : 0);
  auto failed = [&](const Error& error) {
    if (reply.is_due()) return reply.reject(error);
    warn(std::string(message.channel) + ": " + error.message);
  };
  if (!is_call && message.kind != Kind::send) {
    return failed(
        {"the shell takes no message of kind " + std::to_string(static_cast<int>(message.kind)),
         "ERR_UNKNOWN_MESSAGE"});
  }
  const auto handler = handlers_.find(message.channel);
  if (handler == handlers_.end())
    return failed({"the shell knows no such channel", "ERR_NO_HANDLER"});
  const auto arguments = clone::decode(message.body);
  if (!arguments) return failed(arguments.error());
  if (auto done = handler->second(*arguments, reply); !done) failed(done.error());
}

}  // namespace cation::shell
