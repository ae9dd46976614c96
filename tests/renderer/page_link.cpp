#include "page_link.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>

#include "clone/decoder.h"
#include "clone/encoder.h"

namespace cation::renderer {
namespace {

// Ends a test that waits for what never comes.
constexpr int patience_ms = 60'000;

}  // namespace

PageLink PageLink::accept(int listener) {
  pollfd waiting{.fd = listener, .events = POLLIN, .revents = 0};
  EXPECT_EQ(poll(&waiting, 1, patience_ms), 1) << "no web process has connected";
  link::UniqueFd socket(accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
  auto link = link::Link::adopt(std::move(socket));
  EXPECT_TRUE(link);
  return PageLink(std::move(*link));
}

bool PageLink::read_more() {
  if (closed_) return false;
  if (!peer_.has_backlog()) {
    const auto readable = peer_.link().wait_readable(patience_ms);
    if (!readable || !*readable) return false;
  }
  const auto state = peer_.dispatch([this](const ipc::Message& message, auto&) {
    const auto body =
        message.body.empty() ? Value() : clone::decode(message.body).value_or(Value());
    heard_.push_back({message.kind, message.call, message.page, message.frame,
                      std::string(message.channel), body});
  });
  closed_ = !state || *state == ipc::Peer::State::closed;
  return true;
}

Heard PageLink::wait(const Wanted& wanted) {
  do {
    const auto found = std::ranges::find_if(heard_, wanted);
    if (found == heard_.end()) continue;
    Heard heard = *found;
    heard_.erase(found);
    return heard;
  } while (read_more());
  std::string all;
  for (const auto& heard : heard_)
    all += "  " + std::to_string(static_cast<int>(heard.kind)) + " " + heard.channel + " " +
           heard.body.debug_string() + "\n";
  ADD_FAILURE() << "what was waited for has not come; there was\n" << all;
  return {};
}

Heard PageLink::wait(ipc::Kind kind, const std::string& channel) {
  SCOPED_TRACE(channel);
  return wait([&](const Heard& heard) {
    return heard.kind == kind && (channel.empty() || heard.channel == channel);
  });
}

bool PageLink::has_heard(ipc::Kind kind) const {
  return std::ranges::any_of(heard_, [&](const Heard& heard) { return heard.kind == kind; });
}

void PageLink::post(const ipc::Message& message, const Value& body) {
  const auto bytes = clone::encode(body);
  ASSERT_TRUE(bytes);
  ipc::Message whole = message;
  whole.body = *bytes;
  ASSERT_TRUE(peer_.post(whole));
  ASSERT_TRUE(peer_.flush_blocking());
}

void PageLink::send(const Heard& to, const std::string& channel, const Value& arguments) {
  post(
      {.kind = ipc::Kind::send, .page = to.page, .frame = to.frame, .channel = channel, .body = {}},
      arguments);
}

void PageLink::resolve(const Heard& call, const Value& value) {
  post({.kind = ipc::Kind::resolve,
        .call = call.call,
        .page = call.page,
        .frame = call.frame,
        .channel = {},
        .body = {}},
       value);
}

Heard PageLink::execute(const Heard& in, const std::string& code) {
  const std::uint32_t call = peer_.next_call();
  post({.kind = ipc::Kind::execute,
        .call = call,
        .page = in.page,
        .frame = in.frame,
        .channel = "main",
        .body = {}},
       Value::array({code}));
  return wait([&](const Heard& heard) {
    return heard.call == call &&
           (heard.kind == ipc::Kind::resolve || heard.kind == ipc::Kind::reject);
  });
}

}  // namespace cation::renderer
