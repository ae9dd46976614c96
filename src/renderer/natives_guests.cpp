#include "renderer/embedded.h"
#include "renderer/natives.h"

// What the runtime needs for `<webview>`: js/renderer/webview.

namespace cation::renderer {

JSValueRef Natives::place_guest(const Call& call) {
  Host::GuestPlace place{};
  for (std::size_t i = 0; i < place.size(); ++i) place[i] = call.number_argument(i + 1);
  call.realm.host_.place_guest(static_cast<std::uint32_t>(call.number_argument(0)), place);
  return call.undefined();
}

JSValueRef Natives::focus_guest(const Call& call) {
  call.realm.host_.focus_guest(static_cast<std::uint32_t>(call.number_argument(0)),
                               call.string_argument(1).to_utf8());
  return call.undefined();
}

JSValueRef Natives::page_webview(const Call& call) {
  if (!call.realm.apart_) return call.undefined();
  auto made =
      call.realm.evaluate_embedded(call.realm.page_.get(), webview_script(), "cation:webview");
  return made ? *made : call.fail(made.error());
}

}  // namespace cation::renderer
