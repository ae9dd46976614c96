#pragma once

// What a window is like, beyond its place and title: what Electron's options name and its setters
// change. Main keeps it, so that it reads back at once and a new shell gets it; the shell does it
// (shell/manners.h). https://www.electronjs.org/docs/latest/api/structures/base-window-options

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cation/result.h"
#include "cation/value.h"

namespace cation::main {

class WindowManners {
 public:
  WindowManners() = default;
  /// Of a window's options.
  explicit WindowManners(const Value& options);

  /// An Error for a name that is none.
  Result<void> set(std::string_view name, Value value);
  /// Undefined where nothing was set.
  const Value& operator[](std::string_view name) const;
  /// By name, for the shell and the app.
  Value all() const;
  void append_to(std::vector<Value::Member>& members) const;

 private:
  std::map<std::string, Value, std::less<>> values_;
};

}  // namespace cation::main
