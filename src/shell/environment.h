#pragma once

namespace cation::shell {

/// Sets up the process before GTK and WebKit look at it:
///   - The environment is cut to what WebKit's processes need (shell/kept_environment.h).
///   - Without a GPU (no render node) WebKit shares frames through memory, not through DMA buffers
///   that
///     a software renderer would have to imitate: that saves about 55 MB and 50 ms for a web
///     process. WEBKIT_DISABLE_DMABUF_RENDERER, where set, is left as it is.
///   - Without a session bus nothing can keep the settings of GTK's dialogs, so they are kept in
///     memory; dconf would complain about each of them. GSETTINGS_BACKEND, where set, is left too.
///   - An address of a bus that would take WebKit's sandbox from this machine is dropped; see
///     shell/bus_address.h.
///   - A closed stderr is no reason to end.
/// Called before any thread is started.
void prepare_process();

}  // namespace cation::shell
