#pragma once

// One document of a frame, as main knows it: numbered, attached when it is made, detached when the
// next one takes its place. It has a runtime (`Realm`) from its beginning where the page has a
// preload or nodeIntegration, else from when main first runs a script in it. One thread.

#include <webkit2/webkit-web-extension.h>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cation/value.h"
#include "ipc/direct_ports.h"
#include "renderer/host.h"
#include "renderer/js_ref.h"
#include "renderer/main_link.h"
#include "renderer/page_config.h"
#include "renderer/realm.h"
#include "renderer/worlds.h"

namespace cation::renderer {

class Document final : public Host, public std::enable_shared_from_this<Document> {
 public:
  /// What the document needs of its process and page, which outlive it.
  struct Around {
    MainLink& link;
    ipc::DirectPorts& ports;
    WebKitScriptWorld* world;
    Worlds& worlds;
    WebKitWebPage* page;
    const ProcessConfig& process;
    /// How many pages the process has shown by now.
    const std::size_t& pages;
    /// The page's configuration as it is when the document is made.
    PageConfig config;
    /// Of the page: the key that is pressed now and that the app's menu would take; 0 for none.
    std::uint32_t& menu_key;
    /// Called when the document is left; its frame may be gone a moment later.
    std::function<void()> left;
    /// Called when it has ended, once.
    std::function<void()> ended;
  };

  Document(std::uint32_t number, WebKitFrame* frame, Around around);

  std::uint32_t number() const { return number_; }
  /// The context in the isolated world: one address as long as this lives.
  JSGlobalContextRef context() const { return context_.get(); }

  /// Tells main of the document, and from now on of its events; `parent` is the number of the
  /// parent frame's, 0 for none.
  void attach(std::uint32_t parent);
  /// Tells main that it is gone, and whether its frame is. Scripts of it that still run find nobody
  /// to talk to: its frame may show another document by then, or be gone as well.
  void end(bool frame_gone);
  /// Whether it is on no screen any more: its frame was removed, or shows another document.
  bool is_closed() const;
  /// Tells main what has happened to it.
  void event(std::string_view name, const Value& arguments = Value::array());
  /// Tells main from now on of the windows that the page opens, and what the configuration says
  /// that it wants to know besides.
  void watch(const PageConfig& config);
  /// Runs the preload, where there is one for this frame.
  void start();
  /// A message of main.
  void receive(const ipc::Message& message);
  void link_closed();

  Result<std::uint32_t> post(ipc::Kind kind, std::optional<std::uint32_t> call,
                             std::string_view channel, Body body) override;
  void flush() override;
  Result<void> call_and_wait(ipc::Kind kind, std::string_view channel, Body body,
                             const std::function<void(const ipc::Message&)>& answer) override;
  JSValueRef node_face(JSContextRef context, JSValueRef value, World world) override;
  bool is_alone() const override { return around_.pages == 1; }
  void preload_failed(const std::string& path, const std::string& message) override;

 private:
  ipc::Message message(ipc::Kind kind, std::uint32_t call, std::string_view channel,
                       Body body) const;
  /// A property of the window that is a string, else "".
  std::string text_of(const char* property, std::size_t most_bytes) const;
  void window_event(const std::string& type);
  void listen_for_keys();
  void guard_leaving();
  void listen_in_world(std::span<const char> script, const char* name,
                       std::vector<std::function<bool()>> functions);
  void watch(std::string_view what, std::span<const char> script,
             std::span<const std::size_t> bounds);
  void tell_address();
  void post_value(ipc::Kind kind, std::string_view channel, const Value& body);
  RealmConfig realm_config(bool with_preload) const;
  /// Lets the calls of its scripts reject that nobody will answer any more.
  void release_scripts();
  /// Makes the runtime; `with_preload` where no script of the page has run yet.
  bool open_realm(bool with_preload);
  /// Answers a script that cannot be run.
  void refuse(const ipc::Message& call);
  /// The runtime in a world of its own; null where it does not start.
  std::shared_ptr<Realm> world_realm(const std::string& number);

  std::uint32_t number_;
  WebKitFrame* frame_;
  bool main_frame_;
  std::string url_;  // as main was told
  Around around_;
  std::uint64_t page_;
  JsContext context_;
  std::shared_ptr<Realm> realm_;
  // In worlds that main has named for its scripts, by their numbers.
  std::map<std::string, std::shared_ptr<Realm>> worlds_;
  bool ended_ = false;
  /// Whether the app decides on navigations.
  bool guards_leaving_ = false;
  std::set<std::string_view> watched_;
};

}  // namespace cation::renderer
