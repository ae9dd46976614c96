#pragma once

#include "shell/main_link.h"
#include "shell/open_dialogs.h"
#include "shell/windows.h"

namespace cation::shell {

// What main may say to the shell: docs/protocol.md, "Between main and shell". The references
// outlive the link's reading.

void listen_to_windows(MainLink& main, Windows& windows, OpenDialogs& dialogs);
void listen_to_contents(MainLink& main, Windows& windows);
void listen_to_tools(MainLink& main, Windows& windows);
void listen_to_menus(MainLink& main, Windows& windows);
void listen_to_dialogs(MainLink& main, OpenDialogs& dialogs);

}  // namespace cation::shell
