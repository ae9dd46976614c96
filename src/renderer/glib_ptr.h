#pragma once

// Owners for what GLib hands out. Each gives back exactly one reference.

#include <glib-object.h>

#include <memory>

namespace cation::renderer {

struct GlibRelease {
  void operator()(GVariant* variant) const { g_variant_unref(variant); }
  void operator()(GVariantIter* iterator) const { g_variant_iter_free(iterator); }
};
using VariantPtr = std::unique_ptr<GVariant, GlibRelease>;

struct CharRelease {
  void operator()(char* text) const { g_free(text); }
};
/// Owns a text.
using CharPtr = std::unique_ptr<char, CharRelease>;

struct ObjectRelease {
  void operator()(gpointer object) const { g_object_unref(object); }
};
/// Owns one reference of a GObject.
template <typename T>
using ObjectPtr = std::unique_ptr<T, ObjectRelease>;

struct SourceRelease {
  void operator()(GSource* source) const {
    g_source_destroy(source);
    g_source_unref(source);
  }
};
/// Owns a source, and takes it from its loop.
using SourcePtr = std::unique_ptr<GSource, SourceRelease>;

}  // namespace cation::renderer
