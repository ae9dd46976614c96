#include "shell/page_style.h"

#include <memory>

namespace cation::shell {
namespace {

// The page's own rules come before these. The box inside has the size that an element without one
// gets, as an iframe, and grows and shrinks with it. A change of `visibility` alone starts no
// layout: by its transition the page hears of it.
constexpr const char* webview_style = R"(
webview:not([hidden]) { display: inline-flex; }
webview { overflow: hidden; transition: visibility 1ms; }
webview:focus { outline: none; }
webview::before { content: ""; flex: 1 1 auto; min-width: 0; width: 300px; height: 150px; }
)";

struct SheetRelease {
  void operator()(WebKitUserStyleSheet* sheet) const { webkit_user_style_sheet_unref(sheet); }
};
using SheetPtr = std::unique_ptr<WebKitUserStyleSheet, SheetRelease>;

}  // namespace

ObjectPtr<WebKitUserContentManager> make_page_style(const Value& preferences) {
  ObjectPtr<WebKitUserContentManager> style(webkit_user_content_manager_new());
  if (!preferences["webviewTag"].value_or(false)) return style;
  const SheetPtr sheet(webkit_user_style_sheet_new(webview_style,
                                                   WEBKIT_USER_CONTENT_INJECT_ALL_FRAMES,
                                                   WEBKIT_USER_STYLE_LEVEL_USER, nullptr, nullptr));
  webkit_user_content_manager_add_style_sheet(style.get(), sheet.get());
  return style;
}

}  // namespace cation::shell
