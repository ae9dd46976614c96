#pragma once

// What Cation is in one web process: the link to main, the isolated world and the pages. Made when
// WebKit loads the library, and there as long as the process. One thread, the engine's main one.

#include <webkit2/webkit-web-extension.h>

#include <map>
#include <memory>
#include <optional>

#include "cation/result.h"
#include "renderer/direct_sources.h"
#include "renderer/glib_ptr.h"
#include "renderer/main_link.h"
#include "renderer/page.h"
#include "renderer/page_config.h"
#include "renderer/signals.h"
#include "renderer/worlds.h"

namespace cation::renderer {

class Renderer final : private ProcessDocuments {
 public:
  /// Connects to main. An Error where main cannot be reached: pages then work as in any browser.
  static Result<std::unique_ptr<Renderer>> start(WebKitWebExtension* extension, GVariant* data);
  Renderer(const Renderer&) = delete;
  Renderer& operator=(const Renderer&) = delete;
  ~Renderer() override;

 private:
  Renderer(WebKitWebExtension* extension, ProcessConfig config);
  void page_created(WebKitWebPage* page);
  static void on_page_gone(gpointer self, GObject* page);
  void end_gone_pages();
  /// Answers those who want to know of the end of pages that have come to it.
  void tell_ends();
  /// A page that opens an empty one waits for it, and the shell's word on that comes too late: it
  /// has what its opener has. https://www.electronjs.org/docs/latest/api/window-open
  void inherit(Page& page, WebKitFrame* frame);
  void receive(const ipc::Message& message, std::vector<link::UniqueFd>& fds);
  /// To the document that it is for.
  void deliver(const ipc::Message& message);
  void link_closed(const std::optional<Error>& error);
  std::shared_ptr<Document> find(std::uint32_t number) const override;
  std::shared_ptr<Document> of_window(JSContextRef context, JSValueRef window) const override;

  ProcessConfig config_;
  std::unique_ptr<MainLink> link_;
  std::optional<DirectSources> direct_;
  ObjectPtr<WebKitScriptWorld> world_;
  Worlds worlds_;
  std::optional<Page::Process> process_;
  std::map<GObject*, std::unique_ptr<Page>> pages_;
  // Those that are closed, and whose documents are about to have their last word.
  std::vector<std::unique_ptr<Page>> gone_;
  guint ending_ = 0;  // the source that ends them
  std::vector<ObjectPtr<WebKitUserMessage>> end_asked_;
  Signals signals_;
};

}  // namespace cation::renderer
