#include "shell/permissions.h"

namespace cation::shell {

void grant_permissions(WebKitWebView* view, Signals& signals) {
  signals.connect(
      view, "permission-request",
      +[](WebKitWebView*, WebKitPermissionRequest* request, gpointer) -> gboolean {
        if (WEBKIT_IS_INSTALL_MISSING_MEDIA_PLUGINS_PERMISSION_REQUEST(request)) {
          webkit_permission_request_deny(request);
        } else {
          webkit_permission_request_allow(request);
        }
        return TRUE;
      },
      nullptr);
  signals.connect(
      view, "query-permission-state",
      +[](WebKitWebView*, WebKitPermissionStateQuery* query, gpointer) -> gboolean {
        webkit_permission_state_query_finish(query, WEBKIT_PERMISSION_STATE_GRANTED);
        return TRUE;
      },
      nullptr);
}

}  // namespace cation::shell
