#pragma once

namespace cation::shell {

/// Sets up the process before GTK and WebKit look at it:
///   - Without a GPU (no render node) WebKit shares frames through memory, not through DMA buffers
///   that
///     a software renderer would have to imitate: that saves about 55 MB and 50 ms for a web
///     process. WEBKIT_DISABLE_DMABUF_RENDERER, where set, is left as it is.
///   - The shell and its web processes are a process group of their own. A Ctrl+C in the terminal
///   is
///     for main, which may take it as it likes; the shell ends when main does.
///   - A closed stderr is no reason to end.
/// Called before any thread is started.
void prepare_process();

}  // namespace cation::shell
