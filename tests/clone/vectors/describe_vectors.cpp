// Reads messages in hex, one a line, and says what is in each.

#include <iostream>

#include "../hex.h"
#include "clone/decoder.h"

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const auto value = cation::clone::decode(from_hex(line));
    std::cout << (value ? value->debug_string() : "! " + value.error().message) << '\n';
  }
}
