// The words of the renderer library: what a page's process says of itself and its page.

#include <algorithm>
#include <string_view>
#include <utility>

#include "shell/limits.h"
#include "shell/log.h"
#include "shell/web_contents.h"

namespace cation::shell {

bool WebContents::receive(WebKitUserMessage* message) {
  const std::string_view name = webkit_user_message_get_name(message);
  GVariant* parameters = webkit_user_message_get_parameters(message);
  auto is_of_type = [&](const char* type) {
    return parameters != nullptr && g_variant_is_of_type(parameters, G_VARIANT_TYPE(type));
  };
  if (name == "cation.bind" && is_of_type("(st)")) {
    const char* token = nullptr;
    guint64 page = 0;
    g_variant_get(parameters, "(&st)", &token, &page);
    bind_page(token, page);
    return true;
  }
  if (name == "cation.document" && is_of_type("(ub)")) {
    guint32 document = 0;
    gboolean runs_scripts = TRUE;
    g_variant_get(parameters, "(ub)", &document, &runs_scripts);
    document_opened(document, runs_scripts != FALSE);
    return true;
  }
  if (name == "cation.close") {
    close_.set("");
    return true;
  }
  if (name == "cation.title" && is_of_type("(s)")) {
    const char* title = nullptr;
    g_variant_get(parameters, "(&s)", &title);
    titled(title);
    return true;
  }
  if (name == "cation.icons" && is_of_type("as")) {
    tools_.tell_icons(parameters);
    return true;
  }
  if (name == "cation.key-left" && is_of_type("(u)")) {
    guint32 key = 0;
    g_variant_get(parameters, "(u)", &key);
    owner_.page_leaves_key(key);
    return true;
  }
  if (name == "cation.zoom" && is_of_type("(d)")) {
    double factor = 1;
    g_variant_get(parameters, "(d)", &factor);
    // A page is told of what it has not asked for.
    wanted_zoom_ = factor;
    webkit_web_view_set_zoom_level(view_.get(),
                                   std::clamp(factor, limits::least_zoom, limits::most_zoom));
    return true;
  }
  if (name == "cation.preload-error" && is_of_type("(ayay)")) {
    const std::string path = bytes_in(parameters, 0);
    const std::string text = bytes_in(parameters, 1);
    if (++preload_errors_ > limits::preload_errors) return true;
    main_.send("contents.preload_error", id_, limits::cut_to_bytes(path, limits::error_bytes),
               limits::cut_to_bytes(text, limits::error_bytes));
    return true;
  }
  return owner_.page_says(name, parameters);
}

void WebContents::bind_page(const std::string& token, PageId page) {
  // The message came over WebKit's own connection, so it is from this view's process; what it says
  // is still the word of a process that runs strangers' scripts.
  if (page != webkit_web_view_get_page_id(view_.get()) || !engine_.tokens().has_issued(token)) {
    warn("a web process named a page or a token that is not its own, and is ended");
    return webkit_web_view_terminate_web_process(view_.get());
  }
  if (bound_page_ == page && bound_token_ == token) return;
  if (bound_page_ != page) unbind_page();
  engine_.tokens().release(bound_token_);
  bound_page_ = page;
  bound_token_ = token;
  engine_.tokens().use(token);
  main_.send("page.bound", id_, page, token);
  // The page's messages wait at main for this word.
  main_.flush();
}

void WebContents::unbind_page() {
  engine_.tokens().release(bound_token_);
  bound_token_.clear();
  if (const auto page = std::exchange(bound_page_, std::nullopt)) main_.send("page.unbound", *page);
}

}  // namespace cation::shell
