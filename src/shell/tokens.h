#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "cation/result.h"

namespace cation::shell {

/// The tokens that web processes prove themselves with. One for each process that starts, also for
/// one that is started ahead of need and may never get a page.
class Tokens {
 public:
  /// 32 random bytes, in hex.
  Result<std::string> issue();
  bool has_issued(std::string_view token) const { return issued_.contains(token); }

  /// A page is in the process with this token, and is not any more. Nothing for an empty one.
  void use(std::string_view token);
  void release(std::string_view token);
  /// How many pages are.
  int users(std::string_view token) const;

 private:
  std::set<std::string, std::less<>> issued_;
  std::map<std::string, int, std::less<>> users_;
};

}  // namespace cation::shell
