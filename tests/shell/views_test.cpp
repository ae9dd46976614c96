#include "shell/views.h"

#include "engine_on_display.h"

namespace cation::shell {
namespace {

/// What the engine puts into a view. Null where it has put in nothing.
ObjectPtr<GtkWidget> content_of(WebKitWebView* view) {
  GtkWidget* found = nullptr;
  gtk_container_forall(
      GTK_CONTAINER(view),
      [](GtkWidget* child, gpointer place) { *static_cast<GtkWidget**>(place) = child; }, &found);
  return found != nullptr ? share(found) : nullptr;
}

TEST_F(EngineOnDisplay, NothingOfAViewStaysWhenItHasGone) {
  const ObjectPtr<WebKitWebContext> context(webkit_web_context_new_ephemeral());
  const auto first =
      own_view(g_object_new(WEBKIT_TYPE_WEB_VIEW, "web-context", context.get(), nullptr));
  auto view = own_view(g_object_new(WEBKIT_TYPE_WEB_VIEW, "related-view", first.get(), nullptr));
  auto content = content_of(view.get());
  ASSERT_NE(content, nullptr) << "the engine puts nothing into its views any more";
  bool is_gone = false;
  g_object_weak_ref(
      G_OBJECT(content.get()), [](gpointer place, GObject*) { *static_cast<bool*>(place) = true; },
      &is_gone);
  content.reset();
  EXPECT_FALSE(is_gone);
  view.reset();
  EXPECT_TRUE(is_gone);
}

}  // namespace
}  // namespace cation::shell
