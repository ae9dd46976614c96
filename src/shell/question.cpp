#include "shell/question.h"

#include <memory>
#include <utility>

namespace cation::shell {

void Question::ask(WebKitWebView* view, const char* name, GVariant* parameters, Answered answered) {
  drop();
  open_.reset(g_cancellable_new());
  webkit_web_view_send_message_to_page(
      view, webkit_user_message_new(name, parameters), open_.get(),
      [](GObject* asked, GAsyncResult* result, gpointer data) {
        const std::unique_ptr<Answered> act(static_cast<Answered*>(data));
        GError* raw_error = nullptr;
        const ObjectPtr<WebKitUserMessage> answer(webkit_web_view_send_message_to_page_finish(
            WEBKIT_WEB_VIEW(asked), result, &raw_error));
        const ErrorPtr error(raw_error);
        if (!g_error_matches(error.get(), G_IO_ERROR, G_IO_ERROR_CANCELLED)) (*act)();
      },
      std::make_unique<Answered>(std::move(answered)).release());
}

void Question::drop() {
  if (open_) g_cancellable_cancel(open_.get());
}

}  // namespace cation::shell
