#include "renderer/page.h"

#include <cstring>
#include <utility>

#include "ipc/file_address.h"
#include "ipc/limits.h"
#include "renderer/engine.h"
#include "renderer/world_walls.h"

namespace cation::renderer {

Page::Page(WebKitWebPage* page, Process& process) : page_(page), process_(process) {
  ++process_.pages;
  signals_.connect(
      page, "user-message-received",
      +[](WebKitWebPage*, WebKitUserMessage* message, gpointer self) {
        return static_cast<Page*>(self)->user_message(message);
      },
      this);
  // What the page's documents are made of; the shell looks at the addresses of the documents.
  signals_.connect(
      page, "send-request",
      +[](WebKitWebPage*, WebKitURIRequest* request, WebKitURIResponse*, gpointer) -> gboolean {
        return ipc::is_forbidden_file(webkit_uri_request_get_uri(request)) ? TRUE : FALSE;
      },
      nullptr);
  bind();
}

Page::~Page() {
  for (const auto& [frame, document] : documents_) {
    g_object_weak_unref(frame, &Page::on_frame_gone, this);
    if (document) document->end(true);
  }
  if (leaving_ != 0) g_source_remove(leaving_);
}

/// Tells the shell, over a way that no other process can forge, that this page is ours.
void Page::bind() {
  webkit_web_page_send_message_to_view(
      page_,
      webkit_user_message_new("cation.bind", g_variant_new("(st)", process_.config.token.c_str(),
                                                           webkit_web_page_get_id(page_))),
      nullptr, nullptr, nullptr);
}

/// Tells the shell, behind its own word of the commit, which document it is about: address and
/// origin are the shell's to tell main.
void Page::announce(const Document& document) {
  webkit_web_page_send_message_to_view(
      page_, webkit_user_message_new("cation.document", g_variant_new("(u)", document.number())),
      nullptr, nullptr, nullptr);
}

gboolean Page::user_message(WebKitUserMessage* message) {
  if (std::strcmp(webkit_user_message_get_name(message), "cation.zoom") == 0) {
    GVariant* factor = webkit_user_message_get_parameters(message);
    if (factor != nullptr && g_variant_is_of_type(factor, G_VARIANT_TYPE("(d)")))
      g_variant_get(factor, "(d)", &zoom_);
    return TRUE;
  }
  if (std::strcmp(webkit_user_message_get_name(message), "cation.page") != 0) return FALSE;
  configure(PageConfig::read(webkit_user_message_get_parameters(message)));
  return TRUE;
}

void Page::configure(PageConfig config) {
  config_ = std::move(config);
  for (const auto& [frame, document] : documents_)
    if (document) document->watch(*config_);
}

const PageConfig* Page::config_of(JSContextRef context, JSValueRef window) const {
  if (!config_) return nullptr;
  for (const auto& [frame, document] : documents_) {
    if (document &&
        JSValueIsStrictEqual(context, window, JSContextGetGlobalObject(document->context())))
      return &*config_;
  }
  return nullptr;
}

void Page::window_cleared(WebKitFrame* frame) {
  auto [place, fresh] = documents_.try_emplace(G_OBJECT(frame));
  if (fresh) g_object_weak_ref(G_OBJECT(frame), &Page::on_frame_gone, this);
  // The engine may tell of one document twice: when a script first asks for its window, and when it
  // is opened. Its context is the same one then, and cannot be another's as long as we keep it.
  if (place->second && place->second->context() == world_context(frame, process_.world)) return;
  if (place->second) place->second->end(false);
  place->second.reset();
  // More than main keeps: such a document has no IPC, and the others go on.
  const bool is_iframe = webkit_frame_is_main_frame(frame) == FALSE;
  if (process_.open_documents + (is_iframe ? ipc::spare_documents : 0) >= ipc::max_documents)
    return;
  auto document = std::make_shared<Document>(
      ++process_.last_document, frame,
      Document::Around{process_.link, process_.ports, process_.world, process_.worlds, page_,
                       process_.config, process_.pages, process_.documents, zoom_,
                       config_.value_or(PageConfig()), [this] { document_left(); },
                       [this] { --process_.open_documents; }});
  ++process_.open_documents;
  if (auto closed = close_off_document(document->context(), page_context(frame)); !closed)
    g_error("Cation cannot keep its world from the page: %s", closed.error().message.c_str());
  place->second = document;
  if (!is_iframe) announce(*document);
  document->attach(parent_of(*document));
  document->start();
}

std::uint32_t Page::parent_of(const Document& document) const {
  JSContextRef context = document.context();
  JSObjectRef window = JSContextGetGlobalObject(context);
  const JSValueRef parent = get_property(context, window, "parent");
  for (const auto& [frame, other] : documents_) {
    if (other.get() == &document || !other) continue;
    if (JSValueIsStrictEqual(context, parent, JSContextGetGlobalObject(other->context())))
      return other->number();
  }
  return 0;
}

void Page::on_frame_gone(gpointer self, GObject* frame) {
  static_cast<Page*>(self)->frame_gone(frame);
}

void Page::frame_gone(GObject* frame) {
  const auto place = documents_.find(frame);
  if (place == documents_.end()) return;
  // A script of it may be what has removed its frame.
  const auto document = std::move(place->second);
  documents_.erase(place);
  if (document) document->end(true);
}

void Page::document_left() {
  if (leaving_ != 0) return;
  // The engine keeps a frame that was removed until its collector comes by. What the document's
  // scripts still say on leaving is heard before.
  leaving_ = g_idle_add_full(
      G_PRIORITY_HIGH,
      [](gpointer self) -> gboolean {
        static_cast<Page*>(self)->end_closed();
        return G_SOURCE_REMOVE;
      },
      this, nullptr);
}

void Page::end_closed() {
  leaving_ = 0;
  for (const auto& [frame, document] : documents_)
    if (document && document->is_closed()) document->end(true);
}

std::shared_ptr<Document> Page::find(std::uint32_t number) const {
  for (const auto& [frame, document] : documents_)
    if (document && document->number() == number) return document;
  return nullptr;
}

std::shared_ptr<Document> Page::of_window(JSContextRef context, JSValueRef window) const {
  for (const auto& [frame, document] : documents_) {
    if (document &&
        JSValueIsStrictEqual(context, window, JSContextGetGlobalObject(document->context())))
      return document;
  }
  return nullptr;
}

void Page::link_closed() {
  const auto documents = documents_;
  for (const auto& [frame, document] : documents)
    if (document) document->link_closed();
}

}  // namespace cation::renderer
