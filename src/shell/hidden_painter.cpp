#include "shell/hidden_painter.h"

#include <memory>
#include <string_view>

namespace cation::shell {
namespace {

struct CairoRelease {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};

// Sixty in a second, as a screen would.
constexpr guint frame_milliseconds = 16;

/// Whether frames go to the toolkit by shared memory, which asks nobody to draw them.
bool paints_by_itself() {
  const char* value = g_getenv("WEBKIT_DISABLE_DMABUF_RENDERER");
  return value != nullptr && std::string_view(value) != "0";
}

}  // namespace

HiddenPainter::HiddenPainter(GtkWidget* view) : view_(view) {
  gtk_widget_realize(view_);
  gtk_widget_map(view_);
  if (paints_by_itself()) return;
  timer_.every(frame_milliseconds, [this] { draw(); });
}

void HiddenPainter::draw() const {
  GtkAllocation place{};
  gtk_widget_get_allocation(view_, &place);
  gtk_widget_size_allocate(view_, &place);
  const std::unique_ptr<cairo_surface_t, CairoRelease> surface(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 1, 1));
  const std::unique_ptr<cairo_t, CairoRelease> context(cairo_create(surface.get()));
  gtk_widget_draw(view_, context.get());
}

}  // namespace cation::shell
