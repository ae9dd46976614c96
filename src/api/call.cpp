#include "cation/call.h"

namespace cation::call {

Error wrong_count(std::size_t least, std::size_t most, bool takes_rest, std::size_t given) {
  std::string wanted = std::to_string(least);
  if (takes_rest) {
    wanted = "at least " + wanted;
  } else if (most != least) {
    wanted += " to " + std::to_string(most);
  }
  const bool one = (takes_rest ? least : most) == 1;
  return {
      "expected " + wanted + (one ? " argument" : " arguments") + ", got " + std::to_string(given),
      "ERR_MISSING_ARGS"};
}

Error wrong_argument(std::size_t index, Error error) {
  const bool path = error.message.starts_with('.') || error.message.starts_with('[');
  error.message = "argument " + std::to_string(index + 1) + (path ? "" : ": ") + error.message;
  return error;
}

}  // namespace cation::call
