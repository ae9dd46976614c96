#include "node/bridge.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "clone/encoder.h"

namespace cation::node {

namespace {

// Most messages fit; a larger one gets memory of its own.
constexpr std::size_t inbox_size = std::size_t{64} << 10;

Napi::Uint8Array copy_of(Napi::Env env, std::span<const std::byte> bytes) {
  auto array = Napi::Uint8Array::New(env, bytes.size());
  if (!bytes.empty()) std::memcpy(array.Data(), bytes.data(), bytes.size());
  return array;
}

/// An ArrayBuffer of these bytes. That of a Buffer is not cleared first, which costs as much as the
/// copy itself.
napi_value array_buffer_of(Napi::Env env, std::span<const std::byte> bytes) {
  void* memory = nullptr;
  napi_value buffer = nullptr;
  if (napi_create_buffer(env, bytes.size(), &memory, &buffer) != napi_ok) return env.Undefined();
  std::memcpy(memory, bytes.data(), bytes.size());
  return Napi::Value(env, buffer).As<Napi::Uint8Array>().ArrayBuffer();
}

napi_value buffers_of(Napi::Env env, std::span<const std::span<const std::byte>> attached) {
  if (attached.empty()) return env.Undefined();
  auto list = Napi::Array::New(env, attached.size());
  for (std::uint32_t i = 0; i < attached.size(); ++i) list[i] = array_buffer_of(env, attached[i]);
  return list;
}

napi_value numbers_of(Napi::Env env, std::span<const ipc::PortId> ports) {
  auto list = Napi::Array::New(env, ports.size());
  for (std::uint32_t i = 0; i < ports.size(); ++i) list[i] = Napi::Number::New(env, ports[i]);
  return list;
}

}  // namespace

Bridge::Bridge(Napi::Env env, Napi::Object callbacks)
    : env_(env),
      message_(Napi::Persistent(callbacks.Get("message").As<Napi::Function>())),
      event_(Napi::Persistent(callbacks.Get("event").As<Napi::Function>())),
      port_(Napi::Persistent(callbacks.Get("port").As<Napi::Function>())),
      inbox_(Napi::Persistent(Napi::Uint8Array::New(env, inbox_size))) {
  inbox_bytes_ = std::as_writable_bytes(std::span(inbox_.Value().Data(), inbox_size));
}

Result<void> Bridge::start(main::Host::Options options) {
  if (napi_get_uv_event_loop(env_, &options.loop) != napi_ok)
    return fail("This Node has no event loop");
  auto host = main::Host::start(options, *this);
  if (!host) return std::unexpected(host.error());
  host_ = std::move(*host);
  subscribe();
  return {};
}

napi_value Bridge::call(const Napi::FunctionReference& function,
                        std::span<const napi_value> arguments) {
  napi_value result = nullptr;
  napi_value receiver = nullptr;
  napi_get_global(env_, &receiver);
  napi_status status = napi_make_callback(env_, nullptr, receiver, function.Value(),
                                          arguments.size(), arguments.data(), &result);
  if (status == napi_ok) return result;
  // What a listener throws is Node's uncaughtException; the next message is not its concern.
  bool pending = false;
  if (napi_is_exception_pending(env_, &pending) == napi_ok && pending) {
    napi_value error = nullptr;
    if (napi_get_and_clear_last_exception(env_, &error) == napi_ok)
      napi_fatal_exception(env_, error);
  }
  return nullptr;
}

void Bridge::give(Kind kind, const ipc::Frame& sender, std::string_view channel,
                  ipc::Body arguments, std::uint32_t reply, ipc::HandlerId handler,
                  std::span<const ipc::PortId> ports) {
  Napi::HandleScope scope(env_);
  const clone::Apart message = clone::take_apart(arguments);
  std::array<napi_value, 10> values{};
  napi_create_uint32(env_, static_cast<std::uint32_t>(kind), &values[0]);
  napi_create_uint32(env_, sender.contents, &values[1]);
  napi_create_uint32(env_, sender.key.renderer, &values[2]);
  napi_create_uint32(env_, sender.key.frame, &values[3]);
  napi_create_string_utf8(env_, channel.data(), channel.size(), &values[4]);
  napi_create_uint32(env_, reply, &values[5]);
  napi_create_uint32(env_, handler, &values[6]);
  values[7] = body_value(message);
  values[8] = buffers_of(env_, message.attached);
  if (kind == Kind::post) values[9] = numbers_of(env_, ports);
  call(message_, std::span(values).first(kind == Kind::post ? 10 : 9));
}

napi_value Bridge::body_value(const clone::Apart& message) {
  const std::size_t size = message.head.size() + message.table.size();
  const bool fits = size <= inbox_bytes_.size();
  Napi::Uint8Array own;
  if (!fits) own = Napi::Uint8Array::New(env_, size);
  std::byte* to = fits ? inbox_bytes_.data() : reinterpret_cast<std::byte*>(own.Data());
  std::ranges::copy(message.head, to);
  std::ranges::copy(message.table, to + message.head.size());
  if (!fits) return own;
  napi_value length = nullptr;
  napi_create_uint32(env_, static_cast<std::uint32_t>(size), &length);
  return length;
}

void Bridge::on_send(const ipc::Frame& sender, std::string_view channel, ipc::Body arguments) {
  give(Kind::send, sender, channel, arguments, 0, 0);
}

void Bridge::on_send_sync(const ipc::Frame& sender, std::string_view channel, ipc::Body arguments,
                          ipc::Reply reply) {
  std::uint32_t id = ++last_reply_;
  replies_.emplace(id, std::move(reply));
  give(Kind::send_sync, sender, channel, arguments, id, 0);
}

void Bridge::on_invoke(const ipc::Frame& sender, ipc::HandlerId handler, std::string_view channel,
                       ipc::Body arguments, ipc::Reply reply) {
  std::uint32_t id = ++last_reply_;
  replies_.emplace(id, std::move(reply));
  give(Kind::invoke, sender, channel, arguments, id, handler);
}

void Bridge::on_post(const ipc::Frame& sender, std::string_view channel, ipc::Body message,
                     std::vector<ipc::PortId> ports) {
  give(Kind::post, sender, channel, message, 0, 0, ports);
}

void Bridge::on_port_message(ipc::PortId port, ipc::Body bytes, std::vector<ipc::PortId> ports) {
  Napi::HandleScope scope(env_);
  const clone::Apart message = clone::take_apart(bytes);
  const std::array<napi_value, 4> values{Napi::Number::New(env_, port), body_value(message),
                                         buffers_of(env_, message.attached),
                                         numbers_of(env_, ports)};
  call(port_, values);
}

void Bridge::on_port_closed(ipc::PortId port) {
  Napi::HandleScope scope(env_);
  const napi_value number = Napi::Number::New(env_, port);
  call(port_, std::span(&number, 1));
}

void Bridge::answer(std::uint32_t id, bool resolved, const ipc::Outgoing& body) {
  auto node = replies_.extract(id);
  if (node.empty()) return;
  resolved ? node.mapped().resolve(body) : node.mapped().reject(body);
}

bool Bridge::emit(std::vector<Value> event) {
  auto bytes = clone::encode(Value::array(std::move(event)));
  if (!bytes) return false;
  Napi::HandleScope scope(env_);
  napi_value argument = copy_of(env_, *bytes);
  napi_value result = call(event_, std::span(&argument, 1));
  bool prevented = false;
  return result != nullptr && napi_get_value_bool(env_, result, &prevented) == napi_ok && prevented;
}

void Bridge::settle(Ticket ticket, const Result<Value>& result) {
  if (result) {
    emit({"settled", ticket, true, *result});
  } else {
    emit({"settled", ticket, false,
          Value::object({{"message", result.error().message}, {"code", result.error().code}})});
  }
}

}  // namespace cation::node
