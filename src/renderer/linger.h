#pragma once

#include <glib.h>

#include <vector>

#include "ipc/patience.h"

namespace cation::renderer {

class LinkSource;

/// Waits awake, on all links of a web process, for what may follow on a message. One thread, that
/// of the loop.
class Linger {
 public:
  void add(LinkSource& source) { sources_.push_back(&source); }
  void remove(LinkSource& source) { std::erase(sources_, &source); }

  /// Hears what comes until nothing has for a moment, or until `end` of the monotonic clock, in
  /// microseconds.
  void wait(gint64 end);

 private:
  std::vector<LinkSource*> sources_;
  ipc::Patience patience_;
};

}  // namespace cation::renderer
