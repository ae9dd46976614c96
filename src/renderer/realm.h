#pragma once

// The runtime of js/renderer in one document: made in the isolated world, or in the page's own
// where there is no other. It carries messages between the document's scripts and its Host.
//
// Scripts may keep functions of the runtime longer than the document lives: natives find the Realm
// through a weak pointer, and throw once it is gone. One thread, the engine's.

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cation/result.h"
#include "ipc/message.h"
#include "renderer/host.h"
#include "renderer/input_buffer.h"
#include "renderer/js_ref.h"

namespace cation::renderer {

/// What scripts are told of the document that they are in; see js/renderer/natives.ts.
struct RealmConfig {
  std::map<std::string, std::string> versions;
  /// How many objects a message makes at most; 0: the default.
  std::uint64_t message_objects = 0;
  bool context_isolated = true;
  bool sandboxed = true;
  bool node_integration = false;
  bool is_main_frame = true;
  bool webview_tag = false;
  bool is_guest = false;
  std::vector<std::string> arguments;
  std::string preload;
  std::string source;
};

class Realm : public std::enable_shared_from_this<Realm> {
 public:
  /// Sets the runtime up in `own`. `page` is the page's context, the same one where the worlds are
  /// not apart. The host outlives the realm. An Error is a fault of the runtime itself.
  static Result<std::shared_ptr<Realm>> create(JSGlobalContextRef own, JSGlobalContextRef page,
                                               const RealmConfig& config, Host& host);

  /// Runs the preload script.
  void start();
  /// Gives a message to the scripts.
  void receive(const ipc::Message& message);
  /// Gives the scripts what the shell says of a guest: "left" with a direction, or "focused".
  void tell_guest(std::string_view what, std::uint32_t contents, std::string_view detail);
  /// Pending calls reject, and new ones throw: the link is gone or, where `released`, the document.
  void closed(bool released);

  JSGlobalContextRef context() const { return own_.get(); }

 private:
  friend class Natives;

  Realm(JSGlobalContextRef own, JSGlobalContextRef page, Host& host);
  Result<void> set_up(const RealmConfig& config);
  /// Evaluates an embedded script: a function. `name` is what its errors call it.
  static Result<JSValueRef> evaluate_embedded(JSContextRef context, std::span<const char> script,
                                              std::string_view name);
  /// The same, and calls that function.
  Result<JSValueRef> run_embedded(JSContextRef context, std::span<const char> script,
                                  std::string_view name,
                                  std::span<const JSValueRef> arguments = {});
  void call(const JsKept& function, std::span<const JSValueRef> arguments);
  JSValueRef channel_name(std::string_view channel);
  /// Copies a message's body to where the scripts read it.
  void hold(std::span<const std::byte> body);

  JsContext own_;
  JsContext page_;
  bool apart_;
  Host& host_;
  JsKept use_input_;
  JsKept receive_;
  JsKept closed_;
  JsKept start_;
  JsKept tell_guest_;
  InputBuffer input_;
  // The memory that scripts write messages to.
  JsKept output_;
  std::span<const std::byte> output_bytes_;
  std::unordered_map<std::string, JsKept> channels_;
};

}  // namespace cation::renderer
