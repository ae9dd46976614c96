#include "renderer/page.h"

#include <string_view>
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
  signals_.connect(
      page, "document-loaded",
      +[](WebKitWebPage*, gpointer self) { static_cast<Page*>(self)->main_document_read(); }, this);
  bind();
}

Page::~Page() {
  for (const auto& [frame, document] : documents_) {
    if (page_ != nullptr) g_object_weak_unref(frame, &Page::on_frame_gone, this);
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
      page_,
      webkit_user_message_new(
          "cation.document",
          g_variant_new("(ub)", document.number(), document.runs_scripts() ? TRUE : FALSE)),
      nullptr, nullptr, nullptr);
}

gboolean Page::user_message(WebKitUserMessage* message) {
  const std::string_view name = webkit_user_message_get_name(message);
  GVariant* parameters = webkit_user_message_get_parameters(message);
  if (name == "cation.page") {
    configure(PageConfig::read(parameters));
  } else if (name == "cation.key" && parameters != nullptr) {
    g_variant_get(parameters, "(u)", &menu_key_);
  } else if (name == "cation.zoom") {
    if (parameters != nullptr && g_variant_is_of_type(parameters, G_VARIANT_TYPE("(d)")))
      g_variant_get(parameters, "(d)", &zoom_);
  } else if (name == "cation.committed") {
    find_main_document();
  } else if (name == "cation.discard") {
    for (const auto& [frame, document] : documents_)
      if (document) document->discard();
  } else if (name.starts_with("cation.guest-")) {
    const auto place = documents_.find(G_OBJECT(main_frame(page_)));
    if (place != documents_.end() && place->second)
      std::shared_ptr(place->second)->tell_guest(name, parameters);
  } else if (name == "cation.ended") {
    process_.on_end_asked(message);
  } else {
    return FALSE;
  }
  return TRUE;
}

void Page::find_main_document() {
  WebKitFrame* frame = main_frame(page_);
  const auto place = documents_.find(G_OBJECT(frame));
  const bool is_known = place != documents_.end() && place->second &&
                        place->second->context() == world_context(frame, process_.world);
  if (!is_known) open(frame, false);
}

void Page::main_document_read() {
  find_main_document();
  const auto place = documents_.find(G_OBJECT(main_frame(page_)));
  if (place == documents_.end() || !place->second) return;
  const auto document = place->second;
  webkit_web_page_send_message_to_view(
      page_,
      webkit_user_message_new("cation.title", g_variant_new("(s)", page_title(page_).c_str())),
      nullptr, nullptr, nullptr);
  document->tell_icons();
  if (!document->runs_scripts()) document->event("dom-ready");
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
  if (const auto document = open(frame, true)) document->start();
}

std::shared_ptr<Document> Page::open(WebKitFrame* frame, bool runs_scripts) {
  auto [place, fresh] = documents_.try_emplace(G_OBJECT(frame));
  if (fresh) g_object_weak_ref(G_OBJECT(frame), &Page::on_frame_gone, this);
  // The engine may tell of one document twice: when a script first asks for its window, and when it
  // is opened. Its context is the same one then, and cannot be another's as long as we keep it.
  const bool is_iframe = webkit_frame_is_main_frame(frame) == FALSE;
  if (place->second && place->second->context() == world_context(frame, process_.world)) {
    if (!is_iframe) announce(*place->second);
    return nullptr;
  }
  if (place->second) place->second->end(false);
  place->second.reset();
  // More than main keeps: such a document has no IPC, and the others go on.
  if (process_.open_documents + (is_iframe ? ipc::spare_documents : 0) >= ipc::max_documents)
    return nullptr;
  auto document = std::make_shared<Document>(
      ++process_.last_document, frame, runs_scripts,
      Document::Around{process_.link, process_.ports, process_.world, process_.worlds, page_,
                       process_.config, process_.pages, process_.documents, zoom_,
                       config_.value_or(PageConfig()), menu_key_, [this] { document_left(); },
                       [this] { --process_.open_documents; }});
  ++process_.open_documents;
  if (auto closed = close_off_document(document->context(), page_context(frame)); !closed)
    g_error("Cation cannot keep its world from the page: %s", closed.error().message.c_str());
  place->second = document;
  document->attach(parent_of(*document));
  // Behind its own word to main, which main has then when it hears of it from the shell.
  if (!is_iframe) announce(*document);
  return document;
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

std::optional<std::uint64_t> Page::number() const {
  if (page_ == nullptr) return std::nullopt;
  return webkit_web_page_get_id(page_);
}

void Page::page_gone() {
  page_ = nullptr;
  for (const auto& [frame, document] : documents_) {
    g_object_weak_unref(frame, &Page::on_frame_gone, this);
    if (document) document->page_gone();
  }
}

void Page::link_closed() {
  const auto documents = documents_;
  for (const auto& [frame, document] : documents)
    if (document) document->link_closed();
}

}  // namespace cation::renderer
