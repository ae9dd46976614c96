#include "renderer/renderer.h"

#include <utility>

#include "renderer/engine.h"
#include "renderer/js_ref.h"

namespace cation::renderer {

Result<std::unique_ptr<Renderer>> Renderer::start(WebKitWebExtension* extension, GVariant* data) {
  std::unique_ptr<Renderer> renderer(new Renderer(extension, ProcessConfig::read(data)));
  Renderer* self = renderer.get();
  auto link = MainLink::connect(
      self->config_.socket, self->config_.token,
      [self](const ipc::Message& message, auto& fds) { self->receive(message, fds); },
      [self](const std::optional<Error>& error) { self->link_closed(error); });
  if (!link) return std::unexpected(link.error());
  self->link_ = std::move(*link);
  self->direct_.emplace(*self->link_,
                        [self](const ipc::Message& message) { self->deliver(message); });
  self->process_.emplace(Page::Process{
      *self->link_, self->direct_->ports(), self->world_.get(), self->worlds_, self->config_, *self,
      [self](WebKitUserMessage* message) {
        self->end_asked_.emplace_back(static_cast<WebKitUserMessage*>(g_object_ref(message)));
        self->tell_ends();
      }});
  return renderer;
}

Renderer::Renderer(WebKitWebExtension* extension, ProcessConfig config)
    : config_(std::move(config)), world_(webkit_script_world_new_with_name("cation")) {
  signals_.connect(
      extension, "page-created",
      +[](WebKitWebExtension*, WebKitWebPage* page, gpointer self) {
        static_cast<Renderer*>(self)->page_created(page);
      },
      this);
  // By then the page's own world has its window too, and no script of the page has run.
  signals_.connect(
      world_.get(), "window-object-cleared",
      +[](WebKitScriptWorld*, WebKitWebPage* page, WebKitFrame* frame, gpointer self) {
        auto& pages = static_cast<Renderer*>(self)->pages_;
        const auto found = pages.find(G_OBJECT(page));
        if (found == pages.end()) return;
        if (!found->second->is_configured())
          static_cast<Renderer*>(self)->inherit(*found->second, frame);
        found->second->window_cleared(frame);
      },
      this);
}

void Renderer::page_created(WebKitWebPage* page) {
  if (!process_) return;
  pages_.insert_or_assign(G_OBJECT(page), std::make_unique<Page>(page, *process_));
  g_object_weak_ref(G_OBJECT(page), &Renderer::on_page_gone, this);
}

void Renderer::inherit(Page& page, WebKitFrame* frame) {
  JSContextRef context = world_context(frame, world_.get());
  const JSValueRef opener = get_property(context, JSContextGetGlobalObject(context), "opener");
  if (opener == nullptr || !JSValueIsObject(context, opener)) return;
  for (const auto& [object, other] : pages_) {
    if (const PageConfig* config = other->config_of(context, opener))
      return page.configure(*config);
  }
}

void Renderer::on_page_gone(gpointer self, GObject* page) {
  auto* renderer = static_cast<Renderer*>(self);
  auto node = renderer->pages_.extract(page);
  if (node.empty()) return;
  // The engine lets go of the page first, and then has its documents run what they run on leaving:
  // what they say is heard.
  node.mapped()->page_gone();
  renderer->gone_.push_back(std::move(node.mapped()));
  if (renderer->ending_ != 0) return;
  renderer->ending_ = g_idle_add_full(
      G_PRIORITY_HIGH,
      [](gpointer data) -> gboolean {
        static_cast<Renderer*>(data)->end_gone_pages();
        return G_SOURCE_REMOVE;
      },
      renderer, nullptr);
}

void Renderer::end_gone_pages() {
  ending_ = 0;
  std::exchange(gone_, {}).clear();
  tell_ends();
}

void Renderer::tell_ends() {
  // The last words of one that is gone may still be under way.
  if (!gone_.empty()) return;
  std::erase_if(end_asked_, [this](const ObjectPtr<WebKitUserMessage>& asked) {
    GVariant* parameters = webkit_user_message_get_parameters(asked.get());
    if (parameters != nullptr && g_variant_is_of_type(parameters, G_VARIANT_TYPE_UINT64)) {
      const std::uint64_t number = g_variant_get_uint64(parameters);
      for (const auto& [object, page] : pages_)
        if (page->number() == number) return false;
    }
    webkit_user_message_send_reply(asked.get(), webkit_user_message_new("cation.ended", nullptr));
    return true;
  });
}

Renderer::~Renderer() {
  if (ending_ != 0) g_source_remove(ending_);
  for (const auto& [object, page] : pages_)
    g_object_weak_unref(object, &Renderer::on_page_gone, this);
}

void Renderer::receive(const ipc::Message& message, std::vector<link::UniqueFd>& fds) {
  switch (message.kind) {
    case ipc::Kind::port_way:
      return direct_->ports().on_way(message, fds);
    case ipc::Kind::link_closing:
      return direct_->ports().on_link_closing(message);
    case ipc::Kind::port_lost:
      // What is there counts as come.
      return direct_->deliver_behind(message);
    default:
      break;
  }
  deliver(message);
}

void Renderer::deliver(const ipc::Message& message) {
  if (const auto document = find(message.frame)) return document->receive(message);
  // The document has gone while the message was on its way; main hears of that by itself. But a
  // port may have left the document in time, and main sends after it what comes here.
  ipc::Message returned = message;
  if (message.kind == ipc::Kind::port_message) {
    returned.kind = ipc::Kind::port_returned;
  } else if (message.kind != ipc::Kind::port_lost) {
    return;
  }
  (void)link_->post(returned);
  link_->flush();
}

std::shared_ptr<Document> Renderer::find(std::uint32_t number) const {
  for (const auto& [object, page] : pages_)
    if (auto document = page->find(number)) return document;
  return nullptr;
}

std::shared_ptr<Document> Renderer::of_window(JSContextRef context, JSValueRef window) const {
  if (window == nullptr || !JSValueIsObject(context, window)) return nullptr;
  for (const auto& [object, page] : pages_)
    if (auto document = page->of_window(context, window)) return document;
  return nullptr;
}

void Renderer::link_closed(const std::optional<Error>& error) {
  if (error) g_warning("The link to the main process broke: %s", error->message.c_str());
  for (const auto& [object, page] : pages_) page->link_closed();
}

}  // namespace cation::renderer
