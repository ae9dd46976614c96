// What JavaScript sees of the addon: `start`, `call` for everything seldom, and the hot ways
// `send`, `sendToFrame`, `reply`, `drop`, `execute`, and those of ports. Clones cross as a
// Uint8Array and the end of what counts; on the hot ways out an array of Uint8Arrays may follow:
// attached buffers, which lie before the table of their sizes, the last 8 bytes for each.

#include <malloc.h>
#include <napi.h>

#include <memory>
#include <string>

#include "clone/decoder.h"
#include "clone/encoder.h"
#include "node/bridge.h"

namespace cation::node {

namespace {

/// The collector frees the buffers of large messages many at once, and malloc would give their
/// memory back to the system: fresh pages for the next ones cost more than all copies do.
void keep_freed_memory() {
  constexpr int mapped_alone = 32 << 20;
  constexpr int kept = 64 << 20;
  mallopt(M_MMAP_THRESHOLD, mapped_alone);
  mallopt(M_TRIM_THRESHOLD, kept);
}

class Addon : public Napi::Addon<Addon> {
 public:
  Addon(Napi::Env env, Napi::Object exports) {
    (void)env;
    keep_freed_memory();
    DefineAddon(
        exports,
        {InstanceMethod<&Addon::start>("start"), InstanceMethod<&Addon::call>("call"),
         InstanceMethod<&Addon::send>("send"), InstanceMethod<&Addon::send_to_frame>("sendToFrame"),
         InstanceMethod<&Addon::reply>("reply"), InstanceMethod<&Addon::drop>("drop"),
         InstanceMethod<&Addon::execute>("execute"), InstanceMethod<&Addon::refuse>("refuse"),
         InstanceMethod<&Addon::post_message>("postMessage"),
         InstanceMethod<&Addon::post_message_to_frame>("postMessageToFrame"),
         InstanceMethod<&Addon::create_channel>("createChannel"),
         InstanceMethod<&Addon::port_post>("portPost"),
         InstanceMethod<&Addon::port_start>("portStart"),
         InstanceMethod<&Addon::port_close>("portClose"),
         InstanceMethod<&Addon::free_buffer>("freeBuffer")});
  }

 private:
  // start(folder, appName, appFolder, ["name=version"], {message, event, port}, requireSandbox,
  // messageObjects): the inbox
  Napi::Value start(const Napi::CallbackInfo& info) {
    if (bridge_) return raise(info.Env(), {"The app was started before", ""});
    bridge_ = std::make_unique<Bridge>(info.Env(), info[4].As<Napi::Object>());
    main::Host::Options options{
        .folder = info[0].As<Napi::String>(),
        .app_name = info[1].As<Napi::String>(),
        .app_folder = info[2].As<Napi::String>(),
        .require_sandbox = info[5].ToBoolean(),
        .message_objects = static_cast<std::uint64_t>(info[6].As<Napi::Number>().Int64Value())};
    auto versions = info[3].As<Napi::Array>();
    for (std::uint32_t i = 0; i < versions.Length(); ++i)
      options.versions.push_back(versions.Get(i).As<Napi::String>());
    auto started = bridge_->start(std::move(options));
    if (!started) return raise(info.Env(), started.error());
    return bridge_->inbox();
  }

  // call(method, bytes, end): the clone of the result, or undefined
  Napi::Value call(const Napi::CallbackInfo& info) {
    if (!running()) return raise(info.Env(), {"The app is not running", ""});
    auto arguments = clone::decode(bytes_of(info, 1));
    if (!arguments) return raise(info.Env(), arguments.error());
    std::string method = info[0].As<Napi::String>();
    auto result = call_method(*bridge_, method, *arguments);
    if (!result) return raise(info.Env(), result.error());
    if (result->is_undefined()) return info.Env().Undefined();
    auto bytes = clone::encode(*result);
    if (!bytes) return raise(info.Env(), bytes.error());
    return Napi::Buffer<std::byte>::Copy(info.Env(), bytes->data(), bytes->size());
  }

  // send(contents, channel, bytes, end, attached?)
  Napi::Value send(const Napi::CallbackInfo& info) {
    if (!running()) return info.Env().Undefined();
    std::string channel = info[1].As<Napi::String>();
    const Pieces pieces(info, 2);
    return done(info, bridge_->host().router().send(number(info, 0), channel, pieces.outgoing()));
  }

  // sendToFrame(renderer, frame, channel, bytes, end, attached?)
  Napi::Value send_to_frame(const Napi::CallbackInfo& info) {
    if (!running()) return info.Env().Undefined();
    std::string channel = info[2].As<Napi::String>();
    const Pieces pieces(info, 3);
    return done(info, bridge_->host().router().send(ipc::FrameKey{number(info, 0), number(info, 1)},
                                                    channel, pieces.outgoing()));
  }

  // reply(id, resolved, bytes, end, attached?)
  Napi::Value reply(const Napi::CallbackInfo& info) {
    if (!running()) return info.Env().Undefined();
    const Pieces pieces(info, 2);
    bridge_->answer(number(info, 0), info[1].As<Napi::Boolean>(), pieces.outgoing());
    return info.Env().Undefined();
  }

  // drop(id)
  Napi::Value drop(const Napi::CallbackInfo& info) {
    if (running()) bridge_->drop(number(info, 0));
    return info.Env().Undefined();
  }

  // execute(renderer, frame, world, bytes, end, ticket)
  Napi::Value execute(const Napi::CallbackInfo& info) {
    if (!running()) return info.Env().Undefined();
    Ticket ticket = number(info, 5);
    std::string world = info[2].As<Napi::String>();
    bridge_->host().router().execute(
        ipc::FrameKey{number(info, 0), number(info, 1)}, world, bytes_of(info, 3),
        [bridge = bridge_.get(), ticket, renderer = number(info, 0)](bool resolved,
                                                                     ipc::Body body) {
          bridge->emit({"executed", ticket, resolved, Value::bytes(body), renderer});
        });
    return info.Env().Undefined();
  }

  // refuse(renderer, why)
  Napi::Value refuse(const Napi::CallbackInfo& info) {
    const std::string why = info[1].As<Napi::String>();
    if (running()) bridge_->host().router().refuse(number(info, 0), why);
    return info.Env().Undefined();
  }

  // postMessage(contents, channel, bytes, end, attached, ports)
  Napi::Value post_message(const Napi::CallbackInfo& info) {
    if (!running()) return info.Env().Undefined();
    const std::string channel = info[1].As<Napi::String>();
    const Pieces pieces(info, 2);
    return done(info, bridge_->host().router().post_message(number(info, 0), channel,
                                                            pieces.outgoing(), ports(info, 5)));
  }

  // postMessageToFrame(renderer, frame, channel, bytes, end, attached, ports)
  Napi::Value post_message_to_frame(const Napi::CallbackInfo& info) {
    if (!running()) return info.Env().Undefined();
    const std::string channel = info[2].As<Napi::String>();
    const Pieces pieces(info, 3);
    const ipc::FrameKey frame{number(info, 0), number(info, 1)};
    return done(info, bridge_->host().router().post_message(frame, channel, pieces.outgoing(),
                                                            ports(info, 6)));
  }

  // createChannel(): [port, port]
  Napi::Value create_channel(const Napi::CallbackInfo& info) {
    if (!running()) return raise(info.Env(), {"The app is not running", ""});
    const auto [first, second] = bridge_->host().router().ports().create();
    auto both = Napi::Array::New(info.Env(), 2);
    both[0u] = Napi::Number::New(info.Env(), first);
    both[1u] = Napi::Number::New(info.Env(), second);
    return both;
  }

  // portPost(port, bytes, end, attached, ports)
  Napi::Value port_post(const Napi::CallbackInfo& info) {
    if (!running()) return info.Env().Undefined();
    const Pieces pieces(info, 1);
    return done(info, bridge_->host().router().ports().post(number(info, 0), pieces.outgoing(),
                                                            ports(info, 4)));
  }

  // portStart(port)
  Napi::Value port_start(const Napi::CallbackInfo& info) {
    if (running()) bridge_->host().router().ports().start(number(info, 0));
    return info.Env().Undefined();
  }

  // portClose(port)
  Napi::Value port_close(const Napi::CallbackInfo& info) {
    if (running()) bridge_->host().router().ports().close(number(info, 0));
    return info.Env().Undefined();
  }

  // freeBuffer(buffer)
  Napi::Value free_buffer(const Napi::CallbackInfo& info) {
    info[0].As<Napi::ArrayBuffer>().Detach();
    return info.Env().Undefined();
  }

  static std::vector<ipc::PortId> ports(const Napi::CallbackInfo& info, std::size_t index) {
    std::vector<ipc::PortId> ports;
    const auto list = info[index].As<Napi::Array>();
    for (std::uint32_t i = 0; i < list.Length(); ++i)
      ports.push_back(list.Get(i).As<Napi::Number>().Uint32Value());
    return ports;
  }

  /// A clone on its way out: bytes, their end, and what is attached to them.
  class Pieces {
   public:
    Pieces(const Napi::CallbackInfo& info, std::size_t index) : first_(bytes_of(info, index)) {
      if (!info[index + 2].IsArray()) return;
      const auto attached = info[index + 2].As<Napi::Array>();
      const std::size_t table = std::min<std::size_t>(attached.Length() * 8, first_.size());
      for (std::uint32_t i = 0; i < attached.Length(); ++i) {
        auto array = attached.Get(i).As<Napi::Uint8Array>();
        rest_.push_back(std::as_bytes(std::span(array.Data(), array.ByteLength())));
      }
      rest_.push_back(first_.last(table));
      first_ = first_.first(first_.size() - table);
    }
    ipc::Outgoing outgoing() const { return {first_, rest_}; }

   private:
    ipc::Body first_;
    std::vector<ipc::Body> rest_;
  };

  bool running() const { return bridge_ && bridge_->is_running(); }

  static std::uint32_t number(const Napi::CallbackInfo& info, std::size_t index) {
    return info[index].As<Napi::Number>().Uint32Value();
  }

  /// The first `info[index + 1]` bytes of the Uint8Array `info[index]`.
  static std::span<const std::byte> bytes_of(const Napi::CallbackInfo& info, std::size_t index) {
    auto array = info[index].As<Napi::Uint8Array>();
    auto bytes = std::as_bytes(std::span(array.Data(), array.ByteLength()));
    return bytes.first(std::min<std::size_t>(number(info, index + 1), bytes.size()));
  }

  static Napi::Value raise(Napi::Env env, const Error& error) {
    Napi::Error thrown = Napi::Error::New(env, error.message);
    if (!error.code.empty()) thrown.Set("code", Napi::String::New(env, error.code));
    thrown.ThrowAsJavaScriptException();
    return env.Undefined();
  }

  static Napi::Value done(const Napi::CallbackInfo& info, const Result<void>& result) {
    if (!result) return raise(info.Env(), result.error());
    return info.Env().Undefined();
  }

  std::unique_ptr<Bridge> bridge_;
};

NODE_API_ADDON(Addon)

}  // namespace

}  // namespace cation::node
