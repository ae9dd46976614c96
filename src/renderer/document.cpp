#include "renderer/document.h"

#include <utility>

#include "clone/encoder.h"
#include "ipc/limits.h"
#include "renderer/engine.h"
#include "renderer/window_events.h"

namespace cation::renderer {
namespace {

std::unexpected<Error> gone() {
  return fail("IPC method called after context was released", "ERR_FRAME_GONE");
}

/// At most so many bytes, whole characters.
std::string cut(std::string text, std::size_t most_bytes) {
  if (text.size() <= most_bytes) return text;
  while (most_bytes > 0 && (static_cast<unsigned char>(text[most_bytes]) & 0xc0) == 0x80)
    --most_bytes;
  text.resize(most_bytes);
  return text;
}

/// Text as bytes, which a string of GLib's would end at the first zero.
GVariant* bytes_of(const std::string& text) {
  return g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, text.data(), text.size(), 1);
}

}  // namespace

Document::Document(std::uint32_t number, WebKitFrame* frame, bool runs_scripts, Around around)
    : number_(number),
      frame_(frame),
      main_frame_(webkit_frame_is_main_frame(frame) != FALSE),
      runs_scripts_(runs_scripts),
      around_(std::move(around)),
      page_(webkit_web_page_get_id(around_.page)),
      context_(world_context(frame, around_.world)) {}

ipc::Message Document::message(ipc::Kind kind, std::uint32_t call, std::string_view channel,
                               Body body) const {
  return {.kind = kind,
          .call = call,
          .page = page_,
          .frame = number_,
          .channel = channel,
          .body = body};
}

void Document::post_value(ipc::Kind kind, std::string_view channel, const Value& body) {
  const auto bytes = clone::encode(body);
  // Only a link that is closed refuses these, and that has its own way to be told.
  if (bytes) (void)around_.link.post(message(kind, 0, channel, *bytes));
  around_.link.flush();
}

void Document::attach(std::uint32_t parent) {
  const char* url = webkit_frame_get_uri(frame_);
  url_ = cut(url != nullptr ? url : "",
             main_frame_ ? ipc::max_address_bytes : ipc::max_iframe_address_bytes);
  post_value(ipc::Kind::frame_attached, "",
             Value::array({Value::object({{"url", url_},
                                          {"name", text_of("name", ipc::max_frame_name_bytes)},
                                          {"origin", text_of("origin", ipc::max_origin_bytes)},
                                          {"main", main_frame_},
                                          {"parent", parent},
                                          {"frameId", webkit_frame_get_id(frame_)}})}));
  listen_to_window(context_.get(), [weak = weak_from_this()](const std::string& type) {
    const auto self = weak.lock();
    return self && self->window_event(type);
  });
  listen_for_keys();
  guard_leaving();
}

std::string Document::text_of(const char* property, std::size_t most_bytes) const {
  JSContextRef context = context_.get();
  const JSValueRef value = get_property(context, JSContextGetGlobalObject(context), property);
  return value != nullptr && JSValueIsString(context, value) ? describe(context, value, most_bytes)
                                                             : "";
}

bool Document::window_event(const std::string& type) {
  const bool is_end = type == "pagehide" || type == "unload" || type == "visibilitychange";
  if (!ended_) tell_event(type);
  return is_end && is_discarded_;
}

void Document::tell_event(const std::string& type) {
  if (type == "DOMContentLoaded") return event("dom-ready");
  if (type == "load") return event("load");
  // A fragment, or a step in the history, of an iframe: the page's own address is the shell's to
  // tell.
  if ((type == "hashchange" || type == "popstate") && !main_frame_) return tell_address();
  if (type != "pagehide") return;
  // Before its own listeners say something: main hears whose words they are.
  event("leaving");
  around_.left();
}

void Document::tell_address() {
  JSContextRef context = context_.get();
  JSObjectRef location = JSValueToObject(
      context, get_property(context, JSContextGetGlobalObject(context), "location"), nullptr);
  if (location == nullptr) return;
  std::string url =
      describe(context, get_property(context, location, "href"), ipc::max_iframe_address_bytes);
  // One step may be both, a popstate and a hashchange.
  if (url == url_) return;
  url_ = std::move(url);
  event("url", Value::array({url_}));
}

bool Document::is_closed() const {
  JSContextRef context = context_.get();
  const JSValueRef closed = get_property(context, JSContextGetGlobalObject(context), "closed");
  return closed != nullptr && JSValueToBoolean(context, closed);
}

void Document::end(bool frame_gone) {
  if (std::exchange(ended_, true)) return;
  around_.ended();
  around_.ports.on_frame_gone(number_);
  refuse_local_calls();
  post_value(ipc::Kind::frame_detached, "", Value::array({frame_gone}));
  release_scripts();
}

void Document::release_scripts() {
  if (!realm_) return;
  // In a turn of its own: the engine is in the midst of taking the document down.
  using Kept = std::shared_ptr<Document>;
  g_idle_add_full(
      G_PRIORITY_DEFAULT,
      [](gpointer kept) -> gboolean {
        (*static_cast<Kept*>(kept))->realm_->closed(true);
        return G_SOURCE_REMOVE;
      },
      std::make_unique<Kept>(shared_from_this()).release(),
      [](gpointer kept) { const std::unique_ptr<Kept> owned(static_cast<Kept*>(kept)); });
}

void Document::event(std::string_view name, const Value& arguments) {
  post_value(ipc::Kind::frame_event, name, arguments);
}

void Document::start() {
  const PageConfig& config = around_.config;
  watch(config);
  if (main_frame_) {
    watch_closing(page_context(frame_));
    watch_closing(context_.get());
  }
  if (!config.wants_runtime(main_frame_)) return;
  if (open_realm(true)) std::shared_ptr(realm_)->start();
}

RealmConfig Document::realm_config(bool with_preload) const {
  const PageConfig& config = around_.config;
  return {
      .versions = around_.process.versions,
      .message_objects = around_.process.message_objects,
      .context_isolated = config.context_isolation,
      .sandboxed = config.sandbox,
      .node_integration = with_preload && config.node_integration,
      .is_main_frame = main_frame_,
      .webview_tag = with_preload && main_frame_ && config.webview_tag,
      .is_guest = config.is_guest,
      .arguments = config.arguments,
      .preload = with_preload ? config.preload : "",
      .source = with_preload ? config.source : "",
  };
}

bool Document::open_realm(bool with_preload) {
  const PageConfig& config = around_.config;
  JSGlobalContextRef page = page_context(frame_);
  const RealmConfig realm = realm_config(with_preload);
  auto made = Realm::create(config.context_isolation ? context_.get() : page, page, realm, *this);
  if (!made) {
    g_warning("Cation's runtime does not start in %s: %s", webkit_frame_get_uri(frame_),
              made.error().message.c_str());
    return false;
  }
  realm_ = std::move(*made);
  return true;
}

void Document::refuse(const ipc::Message& call) {
  const auto body =
      clone::encode(Value::error(ErrorKind::error, "Scripts cannot be run in this document", {}));
  if (!body || answer_locally(ipc::Kind::reject, call.call, *body)) return;
  (void)around_.link.post(message(ipc::Kind::reject, call.call, "", *body));
  around_.link.flush();
}

std::shared_ptr<Realm> Document::world_realm(const std::string& number) {
  auto& realm = worlds_[number];
  if (realm) return realm;
  auto made = Realm::create(world_context(frame_, around_.worlds.world(number)),
                            page_context(frame_), realm_config(false), *this);
  if (made) realm = std::move(*made);
  return realm;
}

void Document::receive(const ipc::Message& message) {
  if (ended_ || frame_ == nullptr) return;
  if (message.kind == ipc::Kind::execute && message.channel != "main" &&
      message.channel != "isolated") {
    ipc::Message in_own = message;
    in_own.channel = "isolated";
    auto realm = world_realm(std::string(message.channel));
    return realm ? realm->receive(in_own) : refuse(message);
  }
  // Only a script has something to say to a document that has no runtime.
  if (!realm_ && message.kind != ipc::Kind::execute) return;
  if (!realm_ && !open_realm(false)) return refuse(message);
  // What a script does may end this document.
  std::shared_ptr(realm_)->receive(message);
}

void Document::link_closed() {
  if (realm_) std::shared_ptr(realm_)->closed(false);
}

Result<std::uint32_t> Document::post(ipc::Kind kind, std::optional<std::uint32_t> call,
                                     std::string_view channel, Body body) {
  if (ended_) return gone();
  const bool is_answer = kind == ipc::Kind::resolve || kind == ipc::Kind::reject;
  if (is_answer && call && answer_locally(kind, *call, body)) return *call;
  const std::uint32_t number = call ? *call : around_.link.next_call();
  const ipc::Message posted = message(kind, number, channel, body);
  auto done = around_.ports.post(posted);
  if (!done) done = around_.link.post(posted);
  if (!*done) return std::unexpected(done->error());
  return number;
}

void Document::flush() {
  around_.ports.flush();
  around_.link.flush();
}

Result<void> Document::call_and_wait(ipc::Kind kind, std::string_view channel, Body body,
                                     const std::function<void(const ipc::Message&)>& answer) {
  if (ended_) return gone();
  around_.ports.flush();
  return around_.link.call_and_wait(message(kind, around_.link.next_call(), channel, body), answer);
}

JSValueRef Document::node_face(JSContextRef context, JSValueRef value, World world) {
  if (ended_ || frame_ == nullptr) return nullptr;
  return renderer::node_face(frame_, around_.world, context, value, world);
}

void Document::set_zoom(double factor) {
  if (ended_) return;
  around_.zoom = factor;
  tell_shell("cation.zoom", g_variant_new("(d)", factor));
}

JSGlobalContextRef Document::other_world(const std::string& number) {
  return ended_ ? nullptr : world_context(frame_, around_.worlds.world(number));
}

void Document::preload_failed(const std::string& path, const std::string& message) {
  if (ended_ || frame_ == nullptr) return;
  tell_shell("cation.preload-error", g_variant_new("(@ay@ay)", bytes_of(path), bytes_of(message)));
}

void Document::tell_shell(const char* name, GVariant* parameters) {
  webkit_web_page_send_message_to_view(around_.page, webkit_user_message_new(name, parameters),
                                       nullptr, nullptr, nullptr);
}

}  // namespace cation::renderer
