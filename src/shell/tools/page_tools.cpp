#include "shell/tools/page_tools.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "shell/limits.h"
#include "shell/load_request.h"
#include "shell/tools/context_menu.h"

namespace cation::shell {

PageTools::PageTools(ContentsId id, WebKitWebView* view, MainLink& main)
    : id_(id),
      view_(view),
      main_(main),
      history_(view, [this](int index,
                            int length) { main_.send("contents.history", id_, index, length); }),
      finder_(view,
              [this](std::uint32_t request, std::uint32_t matches, std::uint32_t active) {
                main_.send("contents.found", id_, request, matches, active);
              }),
      zoom_([this](const std::string&) {
        main_.send("contents.zoom", id_, webkit_web_view_get_zoom_level(view_));
      }),
      target_([this](const std::string& url) { main_.send("contents.target_url", id_, url); }),
      sound_([this](const std::string&) {
        main_.send("contents.audible", id_, webkit_web_view_is_playing_audio(view_) != FALSE);
      }) {
  connect_signals();
}

void PageTools::connect_signals() {
  signals_.connect(
      view_, "notify::zoom-level",
      +[](WebKitWebView*, GParamSpec*, gpointer self) {
        static_cast<PageTools*>(self)->zoom_.set("");
      },
      this);
  signals_.connect(
      view_, "notify::is-playing-audio",
      +[](WebKitWebView*, GParamSpec*, gpointer self) {
        static_cast<PageTools*>(self)->sound_.set("");
      },
      this);
  signals_.connect(
      view_, "mouse-target-changed",
      +[](WebKitWebView*, WebKitHitTestResult* hit, guint, gpointer self) {
        static_cast<PageTools*>(self)->points_at(hit);
      },
      this);
  signals_.connect(
      view_, "enter-fullscreen",
      +[](WebKitWebView*, gpointer data) -> gboolean {
        auto* self = static_cast<PageTools*>(data);
        self->main_.send("contents.html_fullscreen", self->id_, true);
        return FALSE;
      },
      this);
  signals_.connect(
      view_, "leave-fullscreen",
      +[](WebKitWebView*, gpointer data) -> gboolean {
        auto* self = static_cast<PageTools*>(data);
        self->main_.send("contents.html_fullscreen", self->id_, false);
        return FALSE;
      },
      this);
  // Electron's pages have no context menu of their own making either.
  signals_.connect(
      view_, "context-menu",
      +[](WebKitWebView* view, WebKitContextMenu*, GdkEvent* event, WebKitHitTestResult* hit,
          gpointer data) -> gboolean {
        auto* self = static_cast<PageTools*>(data);
        self->main_.send("contents.context_menu", self->id_, context_menu_of(view, event, hit));
        return TRUE;
      },
      this);
}

void PageTools::points_at(WebKitHitTestResult* hit) {
  const bool is_link = webkit_hit_test_result_context_is_link(hit) != FALSE;
  std::string url = is_link
                        ? limits::cut_to_bytes(to_string(webkit_hit_test_result_get_link_uri(hit)),
                                               limits::address_bytes)
                        : "";
  if (url == last_target_) return;
  last_target_ = url;
  target_.set(std::move(url));
}

void PageTools::edit(const std::string& command) {
  webkit_web_view_execute_editing_command(view_, command.c_str());
}

void PageTools::insert_text(const std::string& text) {
  webkit_web_view_execute_editing_command_with_argument(view_, "InsertText", text.c_str());
}

void PageTools::set_zoom(double factor) {
  if (!std::isfinite(factor) || factor <= 0) return;
  webkit_web_view_set_zoom_level(view_, std::clamp(factor, limits::least_zoom, limits::most_zoom));
}

void PageTools::set_muted(bool muted) { webkit_web_view_set_is_muted(view_, muted); }

void PageTools::download(const std::string& url) {
  if (refusal_of(url)) return;
  // The context tells of it, as of any download, and lets go of this one.
  const ObjectPtr<WebKitDownload> download(webkit_web_view_download_uri(view_, url.c_str()));
}

void PageTools::tell_icons(GVariant* addresses) {
  std::vector<Value> urls;
  for (gsize i = 0; i < g_variant_n_children(addresses) && urls.size() < limits::icons; ++i) {
    const VariantPtr address(g_variant_get_child_value(addresses, i));
    urls.emplace_back(
        limits::cut_to_bytes(g_variant_get_string(address.get(), nullptr), limits::icon_bytes));
  }
  main_.send("contents.favicon", id_, Value::array(std::move(urls)));
}

void PageTools::process_gone() {
  finder_.forget();
  last_target_.clear();
}

}  // namespace cation::shell
