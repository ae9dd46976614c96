#include <algorithm>
#include <string>
#include <string_view>

#include "ipc/limits.h"
#include "renderer/document.h"
#include "renderer/engine.h"

namespace cation::renderer {
namespace {

// In the isolated world, a line for each. A page of a server that names none has the one that
// browsers look for.
constexpr const char* icons_script = R"((() => {
  const links = [...document.querySelectorAll('link[rel~="icon" i][href]')].slice(0, 16);
  if (links.length > 0) return links.map(({ href }) => href).join("\n");
  return /^https?:$/.test(location.protocol) ? location.origin + "/favicon.ico" : "";
})())";

}  // namespace

void Document::tell_icons() {
  if (ended_ || frame_ == nullptr || !main_frame_ || !runs_scripts_) return;
  JSContextRef context = context_.get();
  const JSValueRef value =
      JSEvaluateScript(context, JsString(icons_script).get(), nullptr, nullptr, 1, nullptr);
  if (value == nullptr || !JSValueIsString(context, value)) return;
  const std::string lines = describe(context, value, ipc::max_address_bytes);
  if (lines.empty()) return;
  GVariantBuilder addresses;
  g_variant_builder_init(&addresses, G_VARIANT_TYPE_STRING_ARRAY);
  std::string_view left = lines;
  while (!left.empty()) {
    const auto line = left.substr(0, left.find('\n'));
    // An address has no zero in it.
    g_variant_builder_add_value(&addresses,
                                g_variant_new_take_string(g_strndup(line.data(), line.size())));
    left.remove_prefix(std::min(left.size(), line.size() + 1));
  }
  tell_shell("cation.icons", g_variant_builder_end(&addresses));
}

}  // namespace cation::renderer
