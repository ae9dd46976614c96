#include "shell/frame_loads.h"

#include <utility>

namespace cation::shell {

FrameLoads::FrameLoads(WebKitWebView* view, Tell tell) : view_(view), tell_(std::move(tell)) {}

FrameLoads::~FrameLoads() { forget(); }

void FrameLoads::forget() {
  for (const Load& load : loads_) g_signal_handler_disconnect(load.resource.get(), load.finished);
  loads_.clear();
  loaded_.drop();
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
  // The page is done with the document when it gets to this.
  loaded_.ask(view_, "cation.frame-loaded", nullptr, [this] {
    if (loads_.empty() && std::exchange(is_told_, false)) tell_(false);
  });
}

void FrameLoads::main_frame_loads() {
  forget();
  target_.clear();
  is_told_ = false;
}

}  // namespace cation::shell
