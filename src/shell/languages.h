#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cation::shell {

/// What pages see in `navigator.languages`: language tags, the dearest first, of names of locales
/// as GLib gives them ("de_CH.UTF-8", "de_CH", "de", "C"). A locale without a language, such as C,
/// is American English, as in Electron; there is always one.
std::vector<std::string> language_tags(std::span<const std::string_view> locales);

}  // namespace cation::shell
