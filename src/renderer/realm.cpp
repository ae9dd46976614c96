#include "renderer/realm.h"

#include <unistd.h>

#include <array>
#include <filesystem>

#include "renderer/embedded.h"
#include "renderer/natives.h"

namespace cation::renderer {
namespace {

// Names past this are forgotten all at once: an app has few, unless it makes them up.
constexpr std::size_t max_kept_channels = 256;

#if defined(__x86_64__)
constexpr const char* architecture = "x64";
#elif defined(__aarch64__)
constexpr const char* architecture = "arm64";
#elif defined(__i386__)
constexpr const char* architecture = "ia32";
#else
constexpr const char* architecture = "unknown";
#endif

std::string program() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).string();
}

JSObjectRef config_object(JSContextRef context, const RealmConfig& config) {
  JSObjectRef object = JSObjectMake(context, nullptr, nullptr);
  auto set = [&](const char* key, JSValueRef value) { set_property(context, object, key, value); };
  JSObjectRef versions = JSObjectMake(context, nullptr, nullptr);
  for (const auto& [name, version] : config.versions)
    set_property(context, versions, name, to_js(context, version));
  JSObjectRef arguments = JSObjectMakeArray(context, 0, nullptr, nullptr);
  for (unsigned i = 0; i < config.arguments.size(); ++i)
    JSObjectSetPropertyAtIndex(context, arguments, i, to_js(context, config.arguments[i]), nullptr);
  set("versions", versions);
  set("messageObjects", JSValueMakeNumber(context, static_cast<double>(config.message_objects)));
  set("contextIsolated", JSValueMakeBoolean(context, config.context_isolated));
  set("sandboxed", JSValueMakeBoolean(context, config.sandboxed));
  set("nodeIntegration", JSValueMakeBoolean(context, config.node_integration));
  set("isMainFrame", JSValueMakeBoolean(context, config.is_main_frame));
  set("webviewTag", JSValueMakeBoolean(context, config.webview_tag));
  set("isGuest", JSValueMakeBoolean(context, config.is_guest));
  set("arguments", arguments);
  set("execPath", to_js(context, program()));
  set("pid", JSValueMakeNumber(context, getpid()));
  set("arch", to_js(context, architecture));
  set("preload", to_js(context, config.preload));
  set("source", to_js(context, config.source));
  return object;
}

}  // namespace

Result<std::shared_ptr<Realm>> Realm::create(JSGlobalContextRef own, JSGlobalContextRef page,
                                             const RealmConfig& config, Host& host) {
  std::shared_ptr<Realm> realm(new Realm(own, page, host));
  if (auto done = realm->set_up(config); !done) return std::unexpected(done.error());
  return realm;
}

Realm::Realm(JSGlobalContextRef own, JSGlobalContextRef page, Host& host)
    : own_(own), page_(page), apart_(own != page), host_(host) {}

Result<void> Realm::set_up(const RealmConfig& config) {
  JSContextRef context = own_.get();
  const std::array<JSValueRef, 2> arguments{Natives::make(context, weak_from_this()),
                                            config_object(context, config)};
  auto runtime = run_embedded(context, runtime_script(), "cation:runtime", arguments);
  if (!runtime) return std::unexpected(runtime.error());
  if (!JSValueIsObject(context, *runtime)) return fail("The renderer's runtime gives no object");
  JSObjectRef entries = JSValueToObject(context, *runtime, nullptr);
  auto entry = [&](const char* name) {
    return JsKept(context, get_property(context, entries, name));
  };
  use_input_ = entry("useInput");
  receive_ = entry("receive");
  closed_ = entry("closed");
  start_ = entry("start");
  tell_guest_ = entry("tellGuest");
  return {};
}

Result<JSValueRef> Realm::evaluate_embedded(JSContextRef context, std::span<const char> script,
                                            std::string_view name) {
  JSValueRef thrown = nullptr;
  const std::string text(script.begin(), script.end());
  JSValueRef function =
      JSEvaluateScript(context, JsString(text).get(), nullptr, JsString(name).get(), 1, &thrown);
  if (function == nullptr) return fail(describe(context, thrown));
  return function;
}

Result<JSValueRef> Realm::run_embedded(JSContextRef context, std::span<const char> script,
                                       std::string_view name,
                                       std::span<const JSValueRef> arguments) {
  auto function = evaluate_embedded(context, script, name);
  if (!function) return function;
  JSValueRef thrown = nullptr;
  JSObjectRef callee = JSValueToObject(context, *function, nullptr);
  JSValueRef result =
      JSObjectCallAsFunction(context, callee, nullptr, arguments.size(), arguments.data(), &thrown);
  if (result == nullptr) return fail(describe(context, thrown));
  return result;
}

void Realm::call(const JsKept& function, std::span<const JSValueRef> arguments) {
  // The entries of the runtime catch what scripts throw; what is left is a full stack, and is
  // dropped.
  JSObjectCallAsFunction(own_.get(), function.object(), nullptr, arguments.size(), arguments.data(),
                         nullptr);
}

void Realm::start() { call(start_, {}); }

void Realm::tell_guest(std::string_view what, std::uint32_t contents, std::string_view detail) {
  JSContextRef context = own_.get();
  const std::array<JSValueRef, 3> arguments{to_js(context, std::string(what)),
                                            JSValueMakeNumber(context, contents),
                                            to_js(context, std::string(detail))};
  call(tell_guest_, arguments);
}

void Realm::closed(bool released) {
  const JSValueRef argument = JSValueMakeBoolean(own_.get(), released);
  call(closed_, {&argument, 1});
}

void Realm::receive(const ipc::Message& message) {
  JSContextRef context = own_.get();
  hold(message.body);
  const std::array<JSValueRef, 4> arguments{
      JSValueMakeNumber(context, static_cast<double>(message.kind)),
      JSValueMakeNumber(context, message.call), channel_name(message.channel),
      JSValueMakeNumber(context, static_cast<double>(message.body.size()))};
  call(receive_, arguments);
}

void Realm::hold(std::span<const std::byte> body) {
  if (!input_.write(own_.get(), body)) return;
  const JSValueRef array = input_.array().get();
  call(use_input_, {&array, 1});
}

JSValueRef Realm::channel_name(std::string_view channel) {
  std::string name(channel);
  if (auto known = channels_.find(name); known != channels_.end()) return known->second.get();
  if (channels_.size() >= max_kept_channels) channels_.clear();
  JSValueRef value = to_js(own_.get(), name);
  return channels_.emplace(std::move(name), JsKept(own_.get(), value)).first->second.get();
}

}  // namespace cation::renderer
