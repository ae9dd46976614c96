#pragma once

// One document of a frame, as main knows it: numbered, attached when it is made, detached when the
// next one takes its place. It has a runtime (`Realm`) from its beginning where the page has a
// preload or nodeIntegration, else from when main first runs a script in it. One thread.

#include <webkit2/webkit-web-extension.h>

#include <functional>
#include <map>
#include <memory>
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
#include "renderer/process_documents.h"
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
    const ProcessDocuments& documents;
    /// How large the page is shown; the page's.
    double& zoom;
    /// The page's configuration as it is when the document is made.
    PageConfig config;
    /// Of the page: the key that is pressed now and that the app's menu would take; 0 for none.
    std::uint32_t& menu_key;
    /// Called when the document is left; its frame may be gone a moment later.
    std::function<void()> left;
    /// Called when it has ended, once.
    std::function<void()> ended;
  };

  /// `runs_scripts`: false for one whose page is in a sandbox without scripts.
  Document(std::uint32_t number, WebKitFrame* frame, bool runs_scripts, Around around);

  std::uint32_t number() const { return number_; }
  bool runs_scripts() const { return runs_scripts_; }
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
  /// Tells the shell the addresses of its icons, once it is read.
  void tell_icons();
  /// A word of the shell about a guest of its elements, a user message that the page has got.
  void tell_guest(std::string_view name, GVariant* parameters);
  /// Its window is destroyed: its scripts hear nothing of its end.
  void discard() { is_discarded_ = true; }
  /// Its page and its frame are no more, and it is about to run its last scripts.
  void page_gone() { frame_ = nullptr; }

  Result<std::uint32_t> post(ipc::Kind kind, std::optional<std::uint32_t> call,
                             std::string_view channel, Body body) override;
  void flush() override;
  Result<void> call_and_wait(ipc::Kind kind, std::string_view channel, Body body,
                             const std::function<void(const ipc::Message&)>& answer) override;
  JSValueRef node_face(JSContextRef context, JSValueRef value, World world) override;
  std::uint32_t frame_number() const override { return number_; }
  std::uint32_t related_frame(std::uint32_t document, std::string_view relation,
                              const std::string& argument) override;
  Result<std::uint32_t> execute_in_frame(std::uint32_t document, std::string_view world,
                                         Body body) override;
  double zoom() const override { return around_.zoom; }
  void set_zoom(double factor) override;
  JSGlobalContextRef other_world(const std::string& number) override;
  bool is_alone() const override { return around_.pages == 1; }
  bool hush(bool hushed) override;
  void tell_console(const std::vector<std::string>& words) override;
  void preload_failed(const std::string& path, const std::string& message) override;
  // document_guests.cpp
  void place_guest(std::uint32_t contents, const GuestPlace& place) override;
  void focus_guest(std::uint32_t contents, const std::string& how) override;

 private:
  /// A script of another document waits for the answer.
  struct Asked {
    std::weak_ptr<Document> asker;
    std::uint32_t call;
  };

  /// Says something to the shell, which is the page's words.
  void tell_shell(const char* name, GVariant* parameters);
  JSObjectRef window() const;
  std::shared_ptr<Document> window_property(std::string_view name) const;
  /// In the order of the document; null for one that shows nothing yet.
  std::vector<std::shared_ptr<Document>> children() const;
  /// The first one below it of this name.
  std::shared_ptr<Document> named(const std::string& name) const;
  std::shared_ptr<Document> selected(const std::string& selector) const;
  std::shared_ptr<Document> related(std::string_view relation, const std::string& argument) const;
  void run_for(std::weak_ptr<Document> asker, std::uint32_t call, std::string world,
               std::vector<std::byte> body);
  /// Whether the answer was for a document of the process.
  bool answer_locally(ipc::Kind kind, std::uint32_t call, Body body);
  void refuse_local_calls();
  ipc::Message message(ipc::Kind kind, std::uint32_t call, std::string_view channel,
                       Body body) const;
  /// A property of the window that is a string, else "".
  std::string text_of(const char* property, std::size_t most_bytes) const;
  /// True where nobody else is to hear of it.
  bool window_event(const std::string& type);
  void tell_event(const std::string& type);
  void listen_for_keys();
  /// A function for a script of the page's realm, which tells main by it.
  JSValueRef teller(std::string_view what, std::span<const std::size_t> bounds);
  void watch_openings();
  /// Whether these words of the console are of an error that is told in another way.
  bool drops(std::string_view what, const std::vector<std::string>& words);
  void watch_console();
  /// Has the page's window closed as by its button where a script of `realm` closes it.
  void watch_closing(JSGlobalContextRef realm);
  void guard_leaving();
  void listen_in_world(std::span<const char> script, const char* name,
                       std::vector<std::function<bool()>> functions);
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
  WebKitFrame* frame_;  // null when its page is gone
  bool main_frame_;
  bool runs_scripts_;
  std::string url_;  // as main was told
  Around around_;
  std::uint64_t page_;
  JsContext context_;
  std::shared_ptr<Realm> realm_;
  // In worlds that main has named for its scripts, by their numbers.
  std::map<std::string, std::shared_ptr<Realm>> worlds_;
  std::map<std::uint32_t, Asked> asked_;
  std::uint32_t last_local_call_ = 0;
  bool ended_ = false;
  bool is_discarded_ = false;
  /// What switches on the watch on the page's console; of the page's realm, which it keeps.
  JsContext page_realm_;
  JsKept console_switch_;
  bool is_console_watched_ = false;
  bool is_hushed_ = false;
  bool was_dropped_ = false;
  /// Whether the app decides on navigations.
  bool guards_leaving_ = false;
};

}  // namespace cation::renderer
