#pragma once

#include <chrono>
#include <functional>

namespace cation::link {

/// Ends this process when the peer of a socket has hung up, however busy the process is: `last` is
/// called and the process exits, a while (`grace`) after the end, in which it may leave in order. A
/// thread of its own waits for that as long as the process lives. The socket stays the caller's.
void end_with_peer(int socket, std::chrono::milliseconds grace, std::function<void()> last = {});

}  // namespace cation::link
