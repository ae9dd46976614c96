#include <array>
#include <utility>

#include "cation/value_convert_lists.h"
#include "ipc/limits.h"
#include "renderer/console_bounds.h"
#include "renderer/document.h"
#include "renderer/embedded.h"
#include "renderer/engine.h"
#include "renderer/page_watch.h"
#include "renderer/world_script.h"

// What is seen of a document by scripts of Cation's own in its realms.

namespace cation::renderer {
namespace {

/// How long the words are that main hears of what a page does.
constexpr std::array<std::size_t, 2> opening_bounds{ipc::max_frame_name_bytes,
                                                    ipc::max_features_bytes};

}  // namespace

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
    self->tell_shell("cation.key-left", g_variant_new("(u)", *key));
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
    self->tell_shell("cation.close", nullptr);
  };
  const auto watched = watch_page(realm, closing_script(), make_teller(realm, {}, closing));
  if (!watched)
    g_warning("Cation does not see a page close its window: %s", watched.error().message.c_str());
}

}  // namespace cation::renderer
