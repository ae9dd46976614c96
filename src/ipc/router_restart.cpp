// The shell was lost: what it has said holds no more.

#include "ipc/router.h"

namespace cation::ipc {

void Router::forget_shell() {
  for (const RendererId id : renderers()) close(id);
  // The next shell numbers its pages as this one did, and knows nothing of its tokens.
  expected_.clear();
  pages_.clear();
}

}  // namespace cation::ipc
