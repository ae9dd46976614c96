#pragma once

// How a page is shown and trusted, as the shell gets it: every preference with a value.
// https://www.electronjs.org/docs/latest/api/structures/web-preferences

#include <string>
#include <string_view>

#include "cation/value.h"

namespace cation::main {

/// `given`: what an app says of it, as Electron has it; the rest has its default.
Value web_preferences(const Value& given);

/// Those of a window that a page opens: what the page is trusted with, unless the options say
/// otherwise. https://www.electronjs.org/docs/latest/api/window-open
Value inherited_preferences(const Value& given, const Value& of_opener);

/// What a guest is given before the app has its say: from the attributes of its `<webview>`, and
/// no more trust than its embedder has. `page`: the embedder's address, which a relative preload
/// script is relative to. https://www.electronjs.org/docs/latest/api/webview-tag
Value guest_preferences(const Value& attributes, const Value& of_embedder, std::string_view page);

}  // namespace cation::main
