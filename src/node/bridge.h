#pragma once

// The Host of a Node process, and the way between it and JavaScript. Bytes and numbers cross: the
// JavaScript side encodes and decodes the clones. Owned by the addon's instance in an environment;
// on the environment's thread and loop.

#include <napi.h>

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cation/subscription.h"
#include "clone/apart.h"
#include "main/host.h"

namespace cation::node {

/// Numbers what JavaScript waits for; it chose the number.
using Ticket = std::uint32_t;

class Bridge final : public main::Listener {
 public:
  /// `callbacks`: {message, event, port}. `message(kind, contents, renderer, frame, channel, reply,
  /// handler, length | bytes, buffers)` gets a page's message, whose body is in the first `length`
  /// bytes of `inbox()`, or in `bytes`, and its attached buffers in an array, or undefined; kind: 0
  /// send, 1 sendSync, 2 invoke. `event(bytes)` gets all else, the clone of [what, …], and returns
  /// whether a listener prevented it. A message that carries ports (kind 3, `postMessage`) has
  /// their numbers in an array, as a last argument. `port(number, length | bytes, buffers, ports)`
  /// gets a message for a started port; `port(number)` tells that the other end is closed, and it
  /// with it.
  Bridge(Napi::Env env, Napi::Object callbacks);
  Result<void> start(main::Host::Options options);
  Napi::Value inbox() const { return inbox_.Value(); }

  main::Host& host() { return *host_; }
  bool is_running() const { return host_ != nullptr; }

  /// Answers a call: `id` is the `reply` that `message` got. Answering twice does nothing.
  void answer(std::uint32_t id, bool resolved, const ipc::Outgoing& body);
  /// Lets a call go unanswered: the caller is told.
  void drop(std::uint32_t id) { replies_.erase(id); }
  /// How listeners of `will-attach-webview`, which are being told, want the guest.
  void amend_guest(Value web_preferences, Value params);

  /// Gives an event to JavaScript.
  bool emit(std::vector<Value> event);
  /// Answers a ticket: with a value, or an Error.
  void settle(Ticket ticket, const Result<Value>& result);

  void on_send(const ipc::Frame& sender, std::string_view channel, ipc::Body arguments) override;
  void on_send_sync(const ipc::Frame& sender, std::string_view channel, ipc::Body arguments,
                    ipc::Reply reply) override;
  void on_invoke(const ipc::Frame& sender, ipc::HandlerId handler, std::string_view channel,
                 ipc::Body arguments, ipc::Reply reply) override;
  void on_post(const ipc::Frame& sender, std::string_view channel, ipc::Body message,
               std::vector<ipc::PortId> ports) override;
  void on_port_message(ipc::PortId port, ipc::Body message,
                       std::vector<ipc::PortId> ports) override;
  void on_port_closed(ipc::PortId port) override;

 private:
  enum class Kind : std::uint32_t { send, send_sync, invoke, post };
  void give(Kind kind, const ipc::Frame& sender, std::string_view channel, ipc::Body arguments,
            std::uint32_t reply, ipc::HandlerId handler, std::span<const ipc::PortId> ports = {});
  napi_value body_value(const clone::Apart& message);
  napi_value call(const Napi::FunctionReference& function, std::span<const napi_value> arguments);
  void subscribe();
  void subscribe_to_frames();
  void subscribe(main::BrowserWindow& window);
  void subscribe(main::WebContents& contents);

  Napi::Env env_;
  Napi::FunctionReference message_;
  Napi::FunctionReference event_;
  Napi::FunctionReference port_;
  Napi::Reference<Napi::Uint8Array> inbox_;
  std::span<std::byte> inbox_bytes_;
  std::vector<Subscription> subscriptions_;
  std::map<main::WindowId, std::vector<Subscription>> of_windows_;
  main::GuestRequest* guest_request_ = nullptr;
  std::unique_ptr<main::Host> host_;
  // After the Host, since a Reply that is dropped speaks to its Router.
  std::map<std::uint32_t, ipc::Reply> replies_;
  std::uint32_t last_reply_ = 0;
};

/// Calls a method by name with the items of an array: what is not on the hot way goes through here.
Result<Value> call_method(Bridge& bridge, std::string_view method, const Value& arguments);

}  // namespace cation::node
