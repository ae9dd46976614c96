#include "shell/frame_loads.h"

#include <utility>

namespace cation::shell {

FrameLoads::FrameLoads(WebKitWebView* view, Tell tell) : view_(view), tell_(std::move(tell)) {}

FrameLoads::~FrameLoads() { forget(); }

void FrameLoads::forget() {
  for (const Load& load : loads_) g_signal_handler_disconnect(load.resource.get(), load.finished);
  loads_.clear();
  g_cancellable_cancel(asked_.get());
}

void FrameLoads::resource_started(WebKitWebResource* resource, WebKitURIRequest* request) {
  if (target_.empty() || to_string(webkit_uri_request_get_uri(request)) != target_) return;
  target_.clear();
  const gulong id = g_signal_connect(resource, "finished",
                                     G_CALLBACK(+[](WebKitWebResource* ended, gpointer self) {
                                       static_cast<FrameLoads*>(self)->finished(ended);
                                     }),
                                     this);
  loads_.push_back({share(resource), id});
  if (!std::exchange(is_told_, true)) tell_(true);
}

void FrameLoads::finished(WebKitWebResource* resource) {
  std::erase_if(loads_, [resource](const Load& load) {
    if (load.resource.get() != resource) return false;
    g_signal_handler_disconnect(resource, load.finished);
    return true;
  });
  if (!loads_.empty()) return;
  asked_.reset(g_cancellable_new());
  // The page is done with the document when it gets to this; that it knows no such message is an
  // answer too.
  webkit_web_view_send_message_to_page(
      view_, webkit_user_message_new("cation.frame-loaded", nullptr), asked_.get(),
      [](GObject* view, GAsyncResult* result, gpointer data) {
        GError* raw_error = nullptr;
        const ObjectPtr<WebKitUserMessage> answer(
            webkit_web_view_send_message_to_page_finish(WEBKIT_WEB_VIEW(view), result, &raw_error));
        const ErrorPtr error(raw_error);
        if (g_error_matches(error.get(), G_IO_ERROR, G_IO_ERROR_CANCELLED)) return;
        auto* self = static_cast<FrameLoads*>(data);
        if (self->loads_.empty() && std::exchange(self->is_told_, false)) self->tell_(false);
      },
      this);
}

void FrameLoads::main_frame_loads() {
  forget();
  target_.clear();
  is_told_ = false;
}

}  // namespace cation::shell
