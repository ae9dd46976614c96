#include "shell/tools/history.h"

#include <memory>
#include <utility>

#include "shell/log.h"

namespace cation::shell {
namespace {

/// The engine's state of a view, as its version 2 writes it: version, entries, and which is shown.
constexpr const char* state_type = "(qa(s(ssssasmayxx(ii)dm(sa(uaysxmxmds))av)u)mu)";
constexpr guint16 state_version = 2;

struct StateRelease {
  void operator()(WebKitWebViewSessionState* state) const {
    webkit_web_view_session_state_unref(state);
  }
  void operator()(GBytes* bytes) const { g_bytes_unref(bytes); }
};
using StatePtr = std::unique_ptr<WebKitWebViewSessionState, StateRelease>;
using BytesPtr = std::unique_ptr<GBytes, StateRelease>;

/// The state without all entries but the one that is shown; null where the engine writes it in
/// another way, or shows none.
BytesPtr only_shown(GBytes* bytes) {
  const VariantPtr state(
      g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(state_type), bytes, FALSE)));
  if (!g_variant_is_normal_form(state.get())) return nullptr;
  const VariantPtr version(g_variant_get_child_value(state.get(), 0));
  const VariantPtr entries(g_variant_get_child_value(state.get(), 1));
  const VariantPtr shown(g_variant_get_child_value(state.get(), 2));
  if (g_variant_get_uint16(version.get()) != state_version) return nullptr;
  const VariantPtr index(g_variant_get_maybe(shown.get()));
  if (!index) return nullptr;
  const guint32 at = g_variant_get_uint32(index.get());
  if (at >= g_variant_n_children(entries.get())) return nullptr;
  GVariant* entry = g_variant_get_child_value(entries.get(), at);
  GVariant* children[] = {g_variant_new_uint16(state_version),
                          g_variant_new_array(nullptr, &entry, 1),
                          g_variant_new_maybe(nullptr, g_variant_new_uint32(0))};
  const VariantPtr cut(g_variant_ref_sink(g_variant_new_tuple(children, std::size(children))));
  g_variant_unref(entry);
  return BytesPtr(g_variant_get_data_as_bytes(cut.get()));
}

}  // namespace

History::History(WebKitWebView* view, Changed changed)
    : view_(view),
      list_(webkit_web_view_get_back_forward_list(view)),
      changed_(std::move(changed)),
      latest_([this](const std::string&) { tell_state(); }) {
  signals_.connect(
      list_, "changed",
      +[](WebKitBackForwardList*, gpointer, gpointer, gpointer self) {
        static_cast<History*>(self)->latest_.set("");
      },
      this);
}

void History::tell_state() {
  const int length = static_cast<int>(webkit_back_forward_list_get_length(list_));
  int index = webkit_back_forward_list_get_current_item(list_) != nullptr ? 0 : -1;
  GList* back = webkit_back_forward_list_get_back_list(list_);
  index += static_cast<int>(g_list_length(back));
  g_list_free(back);
  if (index == std::exchange(last_index_, index) && length == std::exchange(last_length_, length))
    return;
  last_length_ = length;
  changed_(index, length);
}

WebKitBackForwardListItem* History::at(int offset) const {
  return webkit_back_forward_list_get_nth_item(list_, offset);
}

void History::clear() {
  if (webkit_back_forward_list_get_current_item(list_) == nullptr) return;
  const StatePtr state(webkit_web_view_get_session_state(view_));
  const BytesPtr bytes(webkit_web_view_session_state_serialize(state.get()));
  const BytesPtr cut = only_shown(bytes.get());
  const StatePtr shown(cut ? webkit_web_view_session_state_new(cut.get()) : nullptr);
  if (!shown) return warn("the history of a page could not be cleared");
  webkit_web_view_restore_session_state(view_, shown.get());
  latest_.set("");
}

}  // namespace cation::shell
