#include "shell/limits.h"

namespace cation::shell::limits {
namespace {

bool continues_a_character(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

}  // namespace

std::string cut_to_characters(std::string_view text, std::size_t characters) {
  std::size_t end = 0;
  while (end < text.size() && (characters > 0 || continues_a_character(text[end]))) {
    if (!continues_a_character(text[end])) --characters;
    ++end;
  }
  return std::string(text.substr(0, end));
}

std::string cut_to_bytes(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  while (bytes > 0 && continues_a_character(text[bytes])) --bytes;
  return std::string(text.substr(0, bytes));
}

}  // namespace cation::shell::limits
