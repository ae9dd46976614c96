#include "shell/tools/capture.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "shell/arguments.h"
#include "shell/glib_ptr.h"

namespace cation::shell {
namespace {

struct CairoRelease {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using SurfacePtr = std::unique_ptr<cairo_surface_t, CairoRelease>;
using CairoPtr = std::unique_ptr<cairo_t, CairoRelease>;

/// A picture that is being made, until the last of its layers has come.
struct Capture {
  struct Part {
    ObjectPtr<WebKitWebView> view;
    int x = 0;
    int y = 0;
    GdkRectangle clip{};
    SurfacePtr picture;
  };
  std::vector<Part> parts;
  Value rectangle;
  Reply reply;
  std::size_t missing = 0;
  bool has_failed = false;
};

std::vector<std::byte> png_of(cairo_surface_t* surface) {
  std::vector<std::byte> png;
  cairo_surface_write_to_png_stream(
      surface,
      [](void* closure, const unsigned char* data, unsigned length) {
        const auto bytes = std::as_bytes(std::span(data, length));
        auto* to = static_cast<std::vector<std::byte>*>(closure);
        to->insert(to->end(), bytes.begin(), bytes.end());
        return CAIRO_STATUS_SUCCESS;
      },
      &png);
  return png;
}

void paint(const Capture& capture, cairo_t* cairo) {
  for (const Capture::Part& part : capture.parts) {
    if (!part.picture) continue;
    cairo_save(cairo);
    cairo_rectangle(cairo, part.clip.x, part.clip.y, part.clip.width, part.clip.height);
    cairo_clip(cairo);
    cairo_set_source_surface(cairo, part.picture.get(), part.x, part.y);
    cairo_paint(cairo);
    cairo_restore(cairo);
  }
}

void answer(const Capture& capture) {
  const GdkRectangle& whole = capture.parts.front().clip;
  const auto part = part_of(capture.rectangle, whole.width, whole.height);
  if (!part) return capture.reply.reject(part.error());
  std::vector<std::byte> png;
  if (part->width > 0 && part->height > 0) {
    const SurfacePtr surface(
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, part->width, part->height));
    const CairoPtr cairo(cairo_create(surface.get()));
    cairo_translate(cairo.get(), -part->x, -part->y);
    paint(capture, cairo.get());
    png = png_of(surface.get());
  }
  capture.reply.resolve(Value::object(
      {{"png", Value::bytes(png)}, {"width", part->width}, {"height", part->height}}));
}

void taken(const std::shared_ptr<Capture>& capture, std::size_t at, GAsyncResult* result) {
  Capture::Part& part = capture->parts[at];
  GError* raw_error = nullptr;
  part.picture.reset(webkit_web_view_get_snapshot_finish(part.view.get(), result, &raw_error));
  const ErrorPtr error(raw_error);
  --capture->missing;
  // A guest that cannot be painted is left out.
  if (at == 0 && !part.picture) {
    capture->has_failed = true;
    capture->reply.reject(Error{"The page cannot be captured", "ERR_CAPTURE_FAILED"});
  }
  if (capture->missing == 0 && !capture->has_failed) answer(*capture);
}

}  // namespace

Result<GdkRectangle> part_of(const Value& rectangle, int width, int height) {
  const GdkRectangle whole{0, 0, width, height};
  if (rectangle.is_nothing()) return whole;
  const auto x = optional_pixels(rectangle["x"]);
  const auto y = optional_pixels(rectangle["y"]);
  const auto wide = optional_pixels(rectangle["width"]);
  const auto high = optional_pixels(rectangle["height"]);
  if (!x || !y || !wide || !high)
    return fail("A rectangle has x, y, width and height", "ERR_INVALID_ARG_TYPE");
  GdkRectangle part{*x, *y, std::max(0, *wide), std::max(0, *high)};
  if (!gdk_rectangle_intersect(&part, &whole, &part)) return GdkRectangle{};
  return part;
}

void capture(const std::vector<Layer>& layers, const Value& rectangle, Reply reply) {
  if (!reply.is_due() || layers.empty()) return;
  const auto making = std::make_shared<Capture>(
      Capture{.parts = {}, .rectangle = rectangle, .reply = reply, .missing = layers.size()});
  for (const Layer& layer : layers)
    making->parts.push_back({share(layer.view), layer.x, layer.y, layer.clip, nullptr});
  for (std::size_t at = 0; at < layers.size(); ++at) {
    struct Waiting {
      std::shared_ptr<Capture> capture;
      std::size_t at = 0;
    };
    webkit_web_view_get_snapshot(
        layers[at].view, WEBKIT_SNAPSHOT_REGION_VISIBLE, WEBKIT_SNAPSHOT_OPTIONS_NONE, nullptr,
        [](GObject*, GAsyncResult* result, gpointer data) {
          const std::unique_ptr<Waiting> waiting(static_cast<Waiting*>(data));
          taken(waiting->capture, waiting->at, result);
        },
        std::make_unique<Waiting>(making, at).release());
  }
}

}  // namespace cation::shell
