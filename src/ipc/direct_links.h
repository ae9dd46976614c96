#pragma once

// The links that main has made between renderers, one for two processes whatever the number of
// channels between them. Main keeps neither end of one. One thread; owned by the Router.

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "cation/result.h"
#include "ipc/ids.h"
#include "link/unique_fd.h"

namespace cation::ipc {

class DirectLinks {
 public:
  /// One end: whose it is, and what it is called there. Two ends may be in one process, and have
  /// different numbers.
  struct End {
    RendererId renderer = 0;
    std::uint32_t number = 0;
    /// Where the link is a new one: the socket for that process, else nothing.
    std::vector<link::UniqueFd> socket;
  };
  struct Ends {
    End first;
    End second;
  };

  /// Takes the link between two renderers for one more channel. An Error where none can be made.
  Result<Ends> use(RendererId first, RendererId second);
  /// A channel needs it no more, which is called `number` at one of its ends. Its ends, where it
  /// was the last.
  std::optional<Ends> release(std::uint32_t number);
  void on_renderer_gone(RendererId renderer);
  std::size_t count() const { return links_.size(); }

 private:
  using Pair = std::pair<RendererId, RendererId>;
  struct Link {
    std::uint32_t number = 0;  // at the first one's; the second one's is the next
    std::size_t users = 0;
  };
  std::map<Pair, Link> links_;
  std::uint32_t last_number_ = 0;
};

}  // namespace cation::ipc
