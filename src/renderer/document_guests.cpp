#include <memory>
#include <string>

#include "renderer/document.h"

// What page and shell say to each other of the guests that `<webview>` elements show.

namespace cation::renderer {

void Document::place_guest(std::uint32_t contents, const GuestPlace& place) {
  if (ended_ || frame_ == nullptr) return;
  const auto& [x, y, width, height, clip_x, clip_y, clip_width, clip_height] = place;
  tell_shell("cation.guest-place", g_variant_new("(u(dddd)(dddd))", contents, x, y, width, height,
                                                 clip_x, clip_y, clip_width, clip_height));
}

void Document::focus_guest(std::uint32_t contents, const std::string& how) {
  if (ended_ || frame_ == nullptr) return;
  const char* word = how == "forward" ? "forward" : how == "backward" ? "backward" : "here";
  tell_shell("cation.guest-focus", g_variant_new("(u@s)", contents, g_variant_new_string(word)));
}

void Document::tell_guest(std::string_view name, GVariant* parameters) {
  if (ended_ || !realm_ || parameters == nullptr) return;
  const std::shared_ptr realm(realm_);
  guint32 contents = 0;
  if (name == "cation.guest-left" && g_variant_is_of_type(parameters, G_VARIANT_TYPE("(us)"))) {
    const char* direction = nullptr;
    g_variant_get(parameters, "(u&s)", &contents, &direction);
    realm->tell_guest("left", contents, direction);
  } else if (name == "cation.guest-focused" &&
             g_variant_is_of_type(parameters, G_VARIANT_TYPE("(ub)"))) {
    gboolean focused = FALSE;
    g_variant_get(parameters, "(ub)", &contents, &focused);
    realm->tell_guest("focused", contents, focused != FALSE ? "here" : "");
  }
}

}  // namespace cation::renderer
