#include "shell/tokens.h"

#include <sys/random.h>

#include <array>
#include <cstring>

namespace cation::shell {

Result<std::string> Tokens::issue() {
  std::array<unsigned char, 32> bytes;
  // Up to 256 bytes come whole, once the kernel's generator has started.
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    return fail(std::string("cannot make a token: ") + std::strerror(errno));
  }
  constexpr char digits[] = "0123456789abcdef";
  std::string token;
  token.reserve(2 * bytes.size());
  for (const unsigned char byte : bytes) {
    token += digits[byte >> 4];
    token += digits[byte & 15];
  }
  issued_.insert(token);
  return token;
}

void Tokens::use(std::string_view token) {
  if (!token.empty()) ++users_[std::string(token)];
}

void Tokens::release(std::string_view token) {
  const auto found = users_.find(token);
  if (found != users_.end() && --found->second == 0) users_.erase(found);
}

int Tokens::users(std::string_view token) const {
  const auto found = users_.find(token);
  return found != users_.end() ? found->second : 0;
}

}  // namespace cation::shell
