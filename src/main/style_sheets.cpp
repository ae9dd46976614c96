#include "main/style_sheets.h"

#include <array>
#include <cstdio>

namespace cation::main {

namespace {

/// A text as JavaScript writes it.
std::string quoted(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      std::array<char, 7> escaped{};
      std::snprintf(escaped.data(), escaped.size(), "\\u%04x", static_cast<unsigned>(c));
      literal += escaped.data();
      continue;
    }
    if (c == '"' || c == '\\') literal += '\\';
    literal += c;
  }
  return literal + '"';
}

}  // namespace

std::string add_style_sheet(std::string_view key, std::string_view css) {
  return "{ const sheet = new CSSStyleSheet(); sheet.replaceSync(" + quoted(css) +
         "); (globalThis.sheets ||= new Map()).set(" + quoted(key) +
         ", sheet); document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; "
         "undefined; }";
}

std::string remove_style_sheet(std::string_view key) {
  return "{ const key = " + quoted(key) +
         "; const sheet = globalThis.sheets?.get(key); globalThis.sheets?.delete(key); "
         "if (sheet) document.adoptedStyleSheets = "
         "document.adoptedStyleSheets.filter((each) => each !== sheet); undefined; }";
}

}  // namespace cation::main
