#include "renderer/document.h"

#include <array>
#include <utility>

#include "cation/value_convert_lists.h"
#include "clone/encoder.h"
#include "ipc/limits.h"
#include "renderer/console_bounds.h"
#include "renderer/embedded.h"
#include "renderer/engine.h"
#include "renderer/page_watch.h"
#include "renderer/window_events.h"
#include "renderer/world_script.h"

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

/// How long the words are that main hears of what a page does.
constexpr std::array<std::size_t, 2> opening_bounds{ipc::max_frame_name_bytes,
                                                    ipc::max_features_bytes};

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

void Document::listen_for_keys() {
  // Shared by the two: the key that the first was asked about.
  const auto key = std::make_shared<std::uint32_t>(0);
  auto menu_would_take = [weak = weak_from_this(), key] {
    const auto self = weak.lock();
    *key = self && !self->ended_ ? std::exchange(self->around_.menu_key, 0) : 0;
    return *key != 0;
  };
  auto leave = [weak = weak_from_this(), key] {
    const auto self = weak.lock();
    if (!self || self->ended_) return false;
    webkit_web_page_send_message_to_view(
        self->around_.page, webkit_user_message_new("cation.key-left", g_variant_new("(u)", *key)),
        nullptr, nullptr, nullptr);
    return true;
  };
  listen_in_world(menu_keys_script(), "menu-keys", {menu_would_take, leave});
}

void Document::guard_leaving() {
  auto is_guarded = [weak = weak_from_this()] {
    const auto self = weak.lock();
    return self && !self->ended_ && self->guards_leaving_;
  };
  auto is_main = [main = main_frame_] { return main; };
  listen_in_world(leave_guard_script(), "leave-guard", {is_guarded, is_main});
}

void Document::listen_in_world(std::span<const char> script, const char* name,
                               std::vector<std::function<bool()>> functions) {
  const auto runs = run_world_script(context_.get(), script, name, std::move(functions));
  if (!runs) g_warning("Cation's %s does not start: %s", name, runs.error().message.c_str());
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

void Document::watch(const PageConfig& config) {
  if (ended_ || frame_ == nullptr) return;
  guards_leaving_ = config.guard_leaving;
  watch_openings();
  if (config.watch_console) watch_console();
}

JSValueRef Document::teller(std::string_view what, std::span<const std::size_t> bounds) {
  return make_teller(page_context(frame_), bounds,
                     [what, weak = weak_from_this()](const std::vector<std::string>& words) {
                       const auto self = weak.lock();
                       if (!self || self->ended_ || self->drops(what, words)) return;
                       self->event(what, Value::from(words));
                     });
}

bool Document::drops(std::string_view what, const std::vector<std::string>& words) {
  const bool dropped =
      is_hushed_ && what == "console" && words.size() > 1 && words[1] == "Uncaught Script error.";
  was_dropped_ = was_dropped_ || dropped;
  return dropped;
}

bool Document::hush(bool hushed) {
  is_hushed_ = hushed;
  return std::exchange(was_dropped_, false);
}

void Document::watch_openings() {
  if (page_realm_) return;
  page_realm_ = JsContext(page_context(frame_));
  auto made = watch_page(page_realm_.get(), opening_script(), teller("opening", opening_bounds));
  if (!made)
    return g_warning("Cation does not see what a page does: %s", made.error().message.c_str());
  console_switch_ = JsKept(page_realm_.get(), *made);
}

void Document::watch_console() {
  if (std::exchange(is_console_watched_, true) || console_switch_.get() == nullptr) return;
  const JSValueRef report = teller("console", console_bounds);
  JSObjectCallAsFunction(page_realm_.get(), console_switch_.object(), nullptr, 1, &report, nullptr);
}

void Document::tell_console(const std::vector<std::string>& words) {
  if (!ended_ && is_console_watched_) event("console", Value::from(words));
}

void Document::watch_closing(JSGlobalContextRef realm) {
  const auto closing = [weak = weak_from_this()](const std::vector<std::string>&) {
    const auto self = weak.lock();
    if (!self || self->ended_ || self->frame_ == nullptr) return;
    webkit_web_page_send_message_to_view(self->around_.page,
                                         webkit_user_message_new("cation.close", nullptr), nullptr,
                                         nullptr, nullptr);
  };
  const auto watched = watch_page(realm, closing_script(), make_teller(realm, {}, closing));
  if (!watched)
    g_warning("Cation does not see a page close its window: %s", watched.error().message.c_str());
}

void Document::start() {
  const PageConfig& config = around_.config;
  watch(config);
  if (main_frame_) {
    watch_closing(page_context(frame_));
    watch_closing(context_.get());
  }
  if (!config.wants_runtime() || !(main_frame_ || config.subframes)) return;
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
  webkit_web_page_send_message_to_view(
      around_.page, webkit_user_message_new("cation.zoom", g_variant_new("(d)", factor)), nullptr,
      nullptr, nullptr);
}

JSGlobalContextRef Document::other_world(const std::string& number) {
  return ended_ ? nullptr : world_context(frame_, around_.worlds.world(number));
}

void Document::preload_failed(const std::string& path, const std::string& message) {
  if (ended_ || frame_ == nullptr) return;
  webkit_web_page_send_message_to_view(
      around_.page,
      webkit_user_message_new("cation.preload-error",
                              g_variant_new("(@ay@ay)", bytes_of(path), bytes_of(message))),
      nullptr, nullptr, nullptr);
}

}  // namespace cation::renderer
