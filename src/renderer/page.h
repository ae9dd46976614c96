#pragma once

// A web page of this process and the documents of its frames. One thread.

#include <webkit2/webkit-web-extension.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "renderer/document.h"
#include "renderer/main_link.h"
#include "renderer/page_config.h"
#include "renderer/signals.h"

namespace cation::renderer {

class Page {
 public:
  /// What all pages of the process share; outlives them.
  struct Process {
    MainLink& link;
    ipc::DirectPorts& ports;
    WebKitScriptWorld* world;
    Worlds& worlds;
    const ProcessConfig& config;
    const ProcessDocuments& documents;
    /// The shell wants to know when a page, whose number is in the message, has come to its end.
    std::function<void(WebKitUserMessage*)> on_end_asked;
    /// The number of the last document made; numbers are never used again.
    std::uint32_t last_document = 0;
    /// How many documents main has been told of that are open.
    std::size_t open_documents = 0;
    /// How many pages were made.
    std::size_t pages = 0;
  };

  Page(WebKitWebPage* page, Process& process);
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;
  ~Page();

  /// Whether the shell has told what scripts it gets.
  bool is_configured() const { return config_.has_value(); }
  void configure(PageConfig config);
  /// The page's configuration, where `window` is the global object of one of its documents.
  const PageConfig* config_of(JSContextRef context, JSValueRef window) const;
  /// A frame has a fresh window object.
  void window_cleared(WebKitFrame* frame);
  /// The document of this number, if it is one of this page's.
  std::shared_ptr<Document> find(std::uint32_t number) const;
  /// The document whose global object in the isolated world this is.
  std::shared_ptr<Document> of_window(JSContextRef context, JSValueRef window) const;
  void link_closed();
  /// Its number; it has none any more when the engine has closed it.
  std::optional<std::uint64_t> number() const;
  /// The engine has closed the page, and nothing may be asked of it: its documents run on to their
  /// end, which is this object's.
  void page_gone();

 private:
  void bind();
  void announce(const Document& document);
  /// Makes the document that the frame shows now; null where there are too many.
  std::shared_ptr<Document> open(WebKitFrame* frame, bool runs_scripts);
  /// The page shows another main document: the engine says nothing of one that runs no scripts.
  void find_main_document();
  void main_document_read();
  gboolean user_message(WebKitUserMessage* message);
  void document_left();
  /// Tells main of documents whose frames were removed.
  void end_closed();
  void frame_gone(GObject* frame);
  std::uint32_t parent_of(const Document& document) const;
  static void on_frame_gone(gpointer self, GObject* frame);

  WebKitWebPage* page_;
  Process& process_;
  std::optional<PageConfig> config_;
  double zoom_ = 1;
  // By the frame's address, which is good until `frame_gone`.
  std::map<GObject*, std::shared_ptr<Document>> documents_;
  std::uint32_t menu_key_ = 0;  // the shell has announced it
  guint leaving_ = 0;           // the source that will look for frames that were removed
  Signals signals_;
};

}  // namespace cation::renderer
