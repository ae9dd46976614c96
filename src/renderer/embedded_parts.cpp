#include <array>
#include <utility>

#include "renderer/embedded.h"

namespace cation::renderer {

// What embed_script in CMakeLists.txt makes of js/renderer/builtins.
std::span<const char> buffer_script();
std::span<const char> guests_script();
std::span<const char> path_script();
std::span<const char> querystring_script();
std::span<const char> string_decoder_script();
std::span<const char> url_script();
std::span<const char> util_script();

std::span<const char> part_script(std::string_view name) {
  using Part = std::pair<std::string_view, std::span<const char> (*)()>;
  constexpr std::array parts{
      Part{"buffer", &buffer_script},
      Part{"guests", &guests_script},
      Part{"path", &path_script},
      Part{"querystring", &querystring_script},
      Part{"string_decoder", &string_decoder_script},
      Part{"url", &url_script},
      Part{"util", &util_script},
  };
  for (const auto& [part, script] : parts)
    if (part == name) return script();
  return {};
}

}  // namespace cation::renderer
