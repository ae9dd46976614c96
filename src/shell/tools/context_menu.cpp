#include "shell/tools/context_menu.h"

#include <cmath>
#include <string>
#include <vector>

#include "shell/glib_ptr.h"
#include "shell/limits.h"

namespace cation::shell {
namespace {

Value address(const char* url) {
  return limits::cut_to_bytes(to_string(url), limits::address_bytes);
}

Value text(const char* text) {
  return limits::cut_to_characters(to_string(text), limits::title_characters);
}

}  // namespace

Value context_menu_of(WebKitWebView* view, GdkEvent* event, WebKitHitTestResult* hit) {
  double x = 0;
  double y = 0;
  if (event != nullptr) gdk_event_get_coords(event, &x, &y);
  const bool is_link = webkit_hit_test_result_context_is_link(hit) != FALSE;
  const bool is_image = webkit_hit_test_result_context_is_image(hit) != FALSE;
  const bool is_media = webkit_hit_test_result_context_is_media(hit) != FALSE;
  const bool is_editable = webkit_hit_test_result_context_is_editable(hit) != FALSE;
  const bool is_selection = webkit_hit_test_result_context_is_selection(hit) != FALSE;
  const char* source = "";
  if (is_image) source = webkit_hit_test_result_get_image_uri(hit);
  if (is_media) source = webkit_hit_test_result_get_media_uri(hit);
  const char* kind = is_media ? "video" : is_image ? "image" : "none";
  const Value flags = Value::object({{"canUndo", is_editable},
                                     {"canRedo", is_editable},
                                     {"canCut", is_editable && is_selection},
                                     {"canCopy", is_selection},
                                     {"canPaste", is_editable},
                                     {"canDelete", is_editable && is_selection},
                                     {"canSelectAll", true},
                                     {"canEditRichly", false}});
  return Value::object(
      {{"x", static_cast<int>(std::lround(x))},
       {"y", static_cast<int>(std::lround(y))},
       {"linkURL", address(is_link ? webkit_hit_test_result_get_link_uri(hit) : "")},
       {"linkText", text(is_link ? webkit_hit_test_result_get_link_label(hit) : "")},
       {"titleText", text(is_link ? webkit_hit_test_result_get_link_title(hit) : "")},
       {"pageURL", address(webkit_web_view_get_uri(view))},
       {"srcURL", address(source)},
       {"mediaType", kind},
       {"hasImageContents", is_image},
       {"isEditable", is_editable},
       {"hasSelection", is_selection},
       {"editFlags", flags}});
}

}  // namespace cation::shell
