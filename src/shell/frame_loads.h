#pragma once

#include <webkit2/webkit2.h>

#include <functional>
#include <string>
#include <vector>

#include "shell/glib_ptr.h"
#include "shell/question.h"

namespace cation::shell {

/// Whether iframes of a page load while its main frame does not: of these the engine tells nothing.
/// Seen by the navigations that it asks about, and the resources that it loads for them.
class FrameLoads {
 public:
  using Tell = std::function<void(bool load)>;

  FrameLoads(WebKitWebView* view, Tell tell);
  ~FrameLoads();
  FrameLoads(const FrameLoads&) = delete;
  FrameLoads& operator=(const FrameLoads&) = delete;

  /// A frame may go to `url`, while the main frame loads nothing.
  void allowed(std::string url) { target_ = std::move(url); }
  void resource_started(WebKitWebResource* resource, WebKitURIRequest* request);
  /// The main frame loads, or the page is gone: its own events tell of that.
  void main_frame_loads();

 private:
  struct Load {
    ObjectPtr<WebKitWebResource> resource;
    gulong finished;
  };
  void finished(WebKitWebResource* resource);
  void forget();

  WebKitWebView* view_;
  Tell tell_;
  std::string target_;
  std::vector<Load> loads_;
  bool is_told_ = false;
  Question loaded_;
};

}  // namespace cation::shell
