#pragma once

// Owners for what GLib and its kin hand out. Each gives back exactly one reference or block.

#include <gtk/gtk.h>

#include <memory>
#include <string>

namespace cation::shell {

struct GlibRelease {
  void operator()(char* text) const { g_free(text); }
  void operator()(GError* error) const { g_error_free(error); }
  void operator()(GVariant* variant) const { g_variant_unref(variant); }
  void operator()(GUri* uri) const { g_uri_unref(uri); }
};

using CharPtr = std::unique_ptr<char, GlibRelease>;
using ErrorPtr = std::unique_ptr<GError, GlibRelease>;
using VariantPtr = std::unique_ptr<GVariant, GlibRelease>;
using UriPtr = std::unique_ptr<GUri, GlibRelease>;

struct ObjectRelease {
  void operator()(gpointer object) const { g_object_unref(object); }
};

/// Owns one reference of a GObject.
template <typename T>
using ObjectPtr = std::unique_ptr<T, ObjectRelease>;

/// Adds a reference (and sinks a floating one).
template <typename T>
ObjectPtr<T> share(T* object) {
  return ObjectPtr<T>(static_cast<T*>(g_object_ref_sink(object)));
}

struct ToplevelRelease {
  void operator()(GtkWidget* widget) const { gtk_widget_destroy(widget); }
};

/// Owns a top-level widget: GTK itself holds the reference until it is destroyed.
using ToplevelPtr = std::unique_ptr<GtkWidget, ToplevelRelease>;

/// A C string that may be null.
inline std::string to_string(const char* text) { return text != nullptr ? text : ""; }

}  // namespace cation::shell
