// What the engine says of a web view, brought to its WebContents.

#include <utility>

#include "shell/limits.h"
#include "shell/load_errors.h"
#include "shell/permissions.h"
#include "shell/web_contents.h"

namespace cation::shell {

void WebContents::connect_signals() {
  WebKitWebView* view = view_.get();
  signals_.connect(
      view, "decide-policy",
      +[](WebKitWebView*, WebKitPolicyDecision* decision, WebKitPolicyDecisionType type,
          gpointer self) -> gboolean {
        return static_cast<WebContents*>(self)->decide(decision, type);
      },
      this);
  signals_.connect(
      view, "user-message-received",
      +[](WebKitWebView*, WebKitUserMessage* message, gpointer self) -> gboolean {
        return static_cast<WebContents*>(self)->receive(message);
      },
      this);
  signals_.connect(
      view, "web-process-terminated",
      +[](WebKitWebView*, WebKitWebProcessTerminationReason reason, gpointer self) {
        static_cast<WebContents*>(self)->process_gone(reason);
      },
      this);
  signals_.connect(
      view, "notify::is-web-process-responsive",
      +[](WebKitWebView* view, GParamSpec*, gpointer data) {
        auto* self = static_cast<WebContents*>(data);
        const bool responds = webkit_web_view_get_is_web_process_responsive(view) != FALSE;
        self->main_.send("contents.responsive", self->id_, responds);
      },
      this);
  signals_.connect(
      view, "notify::zoom-level",
      +[](WebKitWebView* view, GParamSpec*, gpointer self) {
        auto* contents = static_cast<WebContents*>(self);
        const double asked = std::exchange(contents->wanted_zoom_, 0.0);
        if (webkit_web_view_get_zoom_level(view) != asked) contents->tell_zoom();
      },
      this);
  signals_.connect(
      view, "notify::title",
      +[](WebKitWebView* view, GParamSpec*, gpointer self) {
        static_cast<WebContents*>(self)->titled(to_string(webkit_web_view_get_title(view)));
      },
      this);
  signals_.connect(
      view, "create",
      +[](WebKitWebView*, WebKitNavigationAction* action, gpointer self) -> GtkWidget* {
        auto* view = static_cast<WebContents*>(self)->owner_.page_opens(
            static_cast<WebContents*>(self)->request_of(action));
        return view != nullptr ? GTK_WIDGET(view) : nullptr;
      },
      this);
  signals_.connect(
      view, "close",
      +[](WebKitWebView*, gpointer self) { static_cast<WebContents*>(self)->engine_closes(); },
      this);
  signals_.connect(
      view, "script-dialog",
      +[](WebKitWebView*, WebKitScriptDialog* dialog, gpointer self) -> gboolean {
        return static_cast<WebContents*>(self)->show_dialog(dialog);
      },
      this);
  signals_.connect(
      view, "resource-load-started",
      +[](WebKitWebView*, WebKitWebResource* resource, WebKitURIRequest* request, gpointer self) {
        static_cast<WebContents*>(self)->frame_loads_.resource_started(resource, request);
      },
      this);
  grant_permissions(view, signals_);
}

void WebContents::connect_load_signals() {
  WebKitWebView* view = view_.get();
  signals_.connect(
      view, "load-changed",
      +[](WebKitWebView*, WebKitLoadEvent event, gpointer data) {
        auto* self = static_cast<WebContents*>(data);
        if (event == WEBKIT_LOAD_STARTED) self->loads_.started();
        if (event == WEBKIT_LOAD_REDIRECTED) self->load_redirected();
        if (event == WEBKIT_LOAD_COMMITTED) self->loads_.committed(self->url());
        if (event == WEBKIT_LOAD_FINISHED) self->loads_.finished(self->url());
      },
      this);
  // TRUE keeps WebKit from showing a page of its own about the error.
  signals_.connect(
      view, "load-failed",
      +[](WebKitWebView*, WebKitLoadEvent, const char* url, GError* error,
          gpointer self) -> gboolean {
        auto* contents = static_cast<WebContents*>(self);
        // The end of the load is told all the same.
        if (is_played(*error)) return TRUE;
        const bool is_lost =
            is_internal(*error) || (contents->logins_.are_asked() && is_cancelled(*error));
        contents->only_gets_&& is_lost ? contents->loads_.lost(load_error_of(*error, url), url)
                                       : contents->loads_.failed(load_error_of(*error, url), url);
        return TRUE;
      },
      this);
  signals_.connect(
      view, "load-failed-with-tls-errors",
      +[](WebKitWebView*, const char* url, GTlsCertificate*, GTlsCertificateFlags flags,
          gpointer self) -> gboolean {
        static_cast<WebContents*>(self)->loads_.failed(load_error_of(flags), url);
        return TRUE;
      },
      this);
  signals_.connect(
      view, "notify::uri",
      +[](WebKitWebView*, GParamSpec*, gpointer data) {
        auto* self = static_cast<WebContents*>(data);
        self->loads_.address_changed(self->url());
      },
      this);
  signals_.connect(
      view, "notify::is-loading",
      +[](WebKitWebView* view, GParamSpec*, gpointer data) {
        auto* self = static_cast<WebContents*>(data);
        if (!webkit_web_view_is_loading(view)) self->loads_.loading_ended(self->url());
      },
      this);
}

}  // namespace cation::shell
